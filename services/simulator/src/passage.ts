import type { InstantMs } from "@celadon/quantity";
import type { Scenario } from "./scenario.ts";

/** What events make of one reading on its way. */
export interface Passage {
  /** When it is sent; at once where absent. */
  readonly sentMs?: InstantMs;
  readonly isLost: boolean;
  /** It stays in the device's memory, for whom asks. */
  readonly isKept: boolean;
  readonly isBackfill: boolean;
  readonly isDoubled: boolean;
  /** The register shows 0. */
  readonly isZero: boolean;
}

const untouched: Passage = { isLost: false, isKept: false, isBackfill: false, isDoubled: false, isZero: false };

/** What becomes of the reading of a channel that is read at a moment. Of events that overlap, each does its part. */
export function passageOf({ events }: Scenario): (channel: string, readMs: InstantMs) => Passage {
  if (events.length === 0) return () => untouched;
  return (channel, readMs) => {
    let passage = untouched;
    for (const event of events) {
      if (event.channel !== undefined && event.channel !== channel) continue;
      if (event.kind === "replacement") continue;
      if (event.kind === "zero") {
        if (event.fromMs === readMs) passage = { ...passage, isZero: true };
        continue;
      }
      if (readMs < event.fromMs || readMs >= event.toMs) continue;
      if (event.kind === "doubled") passage = { ...passage, isDoubled: true };
      else if (event.kind === "late") passage = { ...passage, sentMs: readMs + event.byMs };
      else if (event.after === "resent") passage = { ...passage, sentMs: event.toMs, isBackfill: true };
      else passage = { ...passage, isLost: event.after === "lost", isKept: event.after === "kept" };
    }
    return passage;
  };
}
