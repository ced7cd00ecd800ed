import type { EventLog, LogBatch, LogRecord } from "./event-log.ts";
import type { HistogramName, LabelsOf, Metrics } from "./metrics.ts";
import { postmarkOf } from "./postmark.ts";

type UnlabelledHistogram = {
  [Name in HistogramName]: keyof LabelsOf<Name> extends never ? Name : never;
}[HistogramName];

/** A way through the log that has a latency of its own: from the publication of a record to its commit by the group. */
export interface MeteredWay {
  readonly topic: string;
  readonly group: string;
  readonly metric: UnlabelledHistogram;
}

/** How far a group is, by what is known of the publication of its records. */
interface Progress {
  readonly topic: string;
  readonly group: string;
  /** Of the records in hand, the oldest; undefined while none is, or nobody knows. */
  oldestInHandMs: number | undefined;
  newestCommittedMs: number | undefined;
}

/** An event log whose publications, batches and commits are counted and timed. */
export function meteredLog(
  log: EventLog,
  {
    metrics,
    now,
    ways,
  }: { readonly metrics: Metrics; readonly now: () => number; readonly ways: readonly MeteredWay[] },
): EventLog {
  const groups: Progress[] = [];
  const ages = (instantOf: (progress: Progress) => number | undefined) => () =>
    groups.flatMap((progress) => {
      const atMs = instantOf(progress);
      const { topic, group } = progress;
      return atMs === undefined ? [] : [{ labels: { topic, group }, value: (now() - atMs) / 1000 }];
    });
  metrics.gauge(
    "celadon_consumer_lag_seconds",
    ages(({ oldestInHandMs }) => oldestInHandMs ?? now()),
  );
  metrics.gauge(
    "celadon_asof_age_seconds",
    ages(({ newestCommittedMs }) => newestCommittedMs),
  );
  const counted = async <T>(topic: string, operation: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      metrics.count("celadon_log_failures_total", { topic, operation });
      throw error;
    }
  };
  const secondsSince = (startedMs: number): number => (performance.now() - startedMs) / 1000;

  return {
    publish: async (topic, key, value) => {
      const startedMs = performance.now();
      const published = await counted(topic, "publish", () => log.publish(topic, key, value));
      metrics.observe("celadon_publish_seconds", { topic }, secondsSince(startedMs));
      metrics.count("celadon_published_bytes_total", { topic }, value.length);
      return published;
    },
    subscribe: (from, onBatch, signal) => {
      const { topic, group } = from;
      const labels = { topic, group };
      const progress = progressOf(labels, groups);
      const metricsOfWay = ways.filter((way) => way.topic === topic && way.group === group).map(({ metric }) => metric);

      const commit = async (batch: LogBatch): Promise<void> => {
        await counted(topic, "commit", () => batch.commit());
        metrics.count("celadon_committed_records_total", labels, batch.records.length);
        progress.oldestInHandMs = undefined;
        for (const publishedMs of publishedIn(batch.records)) {
          progress.newestCommittedMs = Math.max(progress.newestCommittedMs ?? publishedMs, publishedMs);
          for (const metric of metricsOfWay) metrics.observe(metric, {}, (now() - publishedMs) / 1000);
        }
      };
      const handle = async (batch: LogBatch): Promise<void> => {
        const startedMs = performance.now();
        metrics.observe("celadon_batch_records", labels, batch.records.length);
        const published = publishedIn(batch.records);
        progress.oldestInHandMs = published.length === 0 ? undefined : Math.min(...published);
        await counted(topic, "handle", () => onBatch({ ...batch, commit: () => commit(batch) }));
        metrics.observe("celadon_handle_seconds", labels, secondsSince(startedMs));
      };
      return log.subscribe(from, handle, signal);
    },
    drained: (of, signal) => log.drained(of, signal),
    reached: (of, place, signal) => log.reached(of, place, signal),
    [Symbol.asyncDispose]: () => log[Symbol.asyncDispose](),
  };
}

/** One progress a group, also when it subscribes again. */
function progressOf(
  { topic, group }: { readonly topic: string; readonly group: string },
  groups: Progress[],
): Progress {
  const known = groups.find((progress) => progress.topic === topic && progress.group === group);
  if (known !== undefined) return known;
  const progress = { topic, group, oldestInHandMs: undefined, newestCommittedMs: undefined };
  groups.push(progress);
  return progress;
}

const publishedIn = (records: readonly LogRecord[]): readonly number[] =>
  records.flatMap((record) => {
    const { publishedMs } = postmarkOf(record);
    return publishedMs === undefined ? [] : [publishedMs];
  });
