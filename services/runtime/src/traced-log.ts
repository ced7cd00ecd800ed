import type { EventLog, LogBatch } from "./event-log.ts";
import { postmarkOf } from "./postmark.ts";
import { spanned } from "./spanned.ts";
import type { SpanAbout, Tracing } from "./tracing.ts";

const linksMax = 32;

/**
 * An event log whose publications and batches are spans. A batch goes on in the trace of its records when all come from one;
 * else it is a trace of its own that links to theirs.
 */
export const tracedLog = (log: EventLog, tracing: Tracing): EventLog => ({
  publish: (topic, key, value) =>
    spanned(
      tracing,
      `publish ${topic}`,
      {
        kind: "producer",
        attributes: { "messaging.destination.name": topic, "messaging.message.body.size": value.length },
      },
      () => log.publish(topic, key, value),
    ),
  subscribe: (from, onBatch, signal) =>
    log.subscribe(
      from,
      (batch) => {
        const attributes = {
          "messaging.destination.name": from.topic,
          "messaging.consumer.group.name": from.group,
          "messaging.batch.message_count": batch.records.length,
        };
        const about = { kind: "consumer", ...originOf(batch), attributes } as const;
        return spanned(tracing, `handle ${from.topic}`, about, () => onBatch(batch));
      },
      signal,
    ),
  drained: (of, signal) => log.drained(of, signal),
  reached: (of, place, signal) => log.reached(of, place, signal),
  [Symbol.asyncDispose]: () => log[Symbol.asyncDispose](),
});

/** The span a record was published in is its parent or a link; two spans of one request are one origin. */
function originOf({ records }: LogBatch): Pick<SpanAbout, "parent" | "links"> {
  const traces = new Map<string, string>();
  for (const record of records) {
    const { traceparent } = postmarkOf(record);
    if (traceparent !== undefined) traces.set(traceparent.split("-")[1] ?? traceparent, traceparent);
  }
  const origins = [...traces.values()];
  const [only] = origins;
  return origins.length === 1 && only !== undefined ? { parent: only } : { links: origins.slice(0, linksMax) };
}
