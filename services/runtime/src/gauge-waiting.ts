import type { Metrics } from "./metrics.ts";
import type { Patience } from "./patience.ts";

/** Shows how long the longest wait lasts; none is 0 seconds of waiting. */
export const gaugeWaiting = (metrics: Metrics, { waiting }: Patience, now: () => number): void =>
  metrics.gauge("celadon_waiting_seconds", () => {
    const wait = waiting();
    return [{ labels: {}, value: wait === undefined ? 0 : (now() - wait.sinceMs) / 1000 }];
  });
