import { setTimeout as sleep } from "node:timers/promises";
import type { Metrics } from "./metrics.ts";
import { within } from "./within.ts";

/** How many records of a partition are published and not yet committed by a group. */
export interface Lag {
  readonly topic: string;
  readonly group: string;
  readonly partition: number;
  readonly lag: number;
}

/**
 * Keeps the lag gauge current, on a timer of its own: a scrape never waits for a broker, and the figure lives on when the
 * consumer has died. Ends with the signal. `lagOf` may fail or hang: that is counted, and the last answer stands.
 */
export async function sampleLag(
  lagOf: () => Promise<readonly Lag[]>,
  { metrics, everyMs = 10_000 }: { readonly metrics: Metrics; readonly everyMs?: number },
  signal: AbortSignal,
): Promise<void> {
  let latest: readonly Lag[] = [];
  metrics.gauge("celadon_consumer_lag", () =>
    latest.map(({ topic, group, partition, lag }) => ({
      labels: { topic, group, partition: String(partition) },
      value: lag,
    })),
  );
  while (!signal.aborted) {
    try {
      latest = await within(everyMs, lagOf(), () => new Error("The lag was not told in time."));
    } catch {
      metrics.count("celadon_lag_sample_failures_total", {});
    }
    await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined); // only the signal ends it early
  }
}
