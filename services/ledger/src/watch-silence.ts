import { setTimeout as sleep } from "node:timers/promises";
import { Freshness } from "@celadon/proto";
import { type Log, type Metrics, within } from "@celadon/runtime";
import { ruleAt } from "@celadon/telemetry-to-activity";
import type { Book } from "./book.ts";
import { freshnessOf } from "./queries/freshness.ts";
import type { AskedPorts } from "./queries/scope.ts";
import { allSightings } from "./sightings.ts";

/** A look at the sightings, which are a row a channel. */
const everyMs = 60_000;

/** Channels of models in force that were heard of and are silent now. One that was never heard of may not have been built yet. */
export async function silentChannels(
  { store, bookNow }: Pick<AskedPorts, "store"> & { readonly bookNow: () => Promise<Pick<Book, "byId">> },
  nowMs: number,
): Promise<number> {
  const { byId } = await bookNow();
  let silent = 0;
  for (const { channelId, atMs } of await allSightings(store)) {
    const channel = byId.get(channelId);
    const rule = channel === undefined ? undefined : ruleAt(channel.eras, nowMs);
    if (freshnessOf(nowMs - atMs, rule?.periodMs) === Freshness.FRESHNESS_SILENT) silent += 1;
  }
  return silent;
}

/** Keeps the gauge of silent channels current until the signal aborts. Where they cannot be counted, the last count stands. */
export const watchSilence =
  ({ metrics, notes, now, ...ports }: AskedPorts & { metrics: Metrics; notes: Log; now: () => number }) =>
  async (signal: AbortSignal): Promise<void> => {
    let silent: number | undefined;
    metrics.gauge("celadon_silent_channels", () => (silent === undefined ? [] : [{ labels: {}, value: silent }]));
    while (!signal.aborted) {
      try {
        silent = await within(everyMs, silentChannels(ports, now()), () => new Error("They were not told in time."));
      } catch (error) {
        notes.warn({ err: error }, "silent channels could not be counted");
      }
      await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined); // only the signal ends it early
    }
  };
