import { topics } from "@celadon/proto";
import type { EventLog, Store } from "@celadon/runtime";
import { renewIndicators } from "./renew-indicators.ts";

const group = "benchmark";

/**
 * Keeps indicators current: whatever is said of a factory's footprints, its rows become what is current now. The topic only
 * rings; the truth is in the store, so an event that comes twice, late or not at all (a crash right before it) costs nothing.
 */
export async function benchmark(
  { store, log }: { readonly store: Store; readonly log: EventLog },
  signal: AbortSignal,
): Promise<void> {
  await renewIndicators(store);
  await log.subscribe(
    { topic: topics.footprint.name, group, together: true },
    async ({ records, commit }) => {
      await renewIndicators(store, [...new Set(records.map(({ key }) => key))]);
      await commit();
    },
    signal,
  );
}

/** Waits until the indicators reflect every footprint that is announced by now; false when the signal aborts before. */
export const indicatorsReached = (log: EventLog, signal: AbortSignal): Promise<boolean> =>
  log.drained({ topic: topics.footprint.name, group }, signal);
