import type { RegularRange, Touched } from "@celadon/telemetry-to-activity";
import type { Channel } from "./channel.ts";
import type { FreshReadings } from "./reading-rows.ts";
import type { Renewed } from "./store-refolded.ts";

/** A channel as it was before the change, and the change. */
export interface Change {
  readonly before: Channel;
  readonly now: Channel;
  readonly touched: Touched;
  /** The readings that came, where they are the whole change. */
  readonly fresh?: FreshReadings;
}

/** A change that is regular as far as can be told without the readings. */
export interface Regular {
  readonly change: Change;
  readonly range: RegularRange;
}

export function renewedBy({ before, now, touched }: Change, { firstSlice, endSlice, sliceMs }: RegularRange): Renewed {
  const renewed = { channel: now, fromMs: firstSlice * sliceMs, toMs: endSlice * sliceMs };
  const isAppended = before.lastMs === undefined || touched.fromMs > before.lastMs;
  return isAppended ? { ...renewed, isAppended } : renewed;
}
