import type { Log, Meter } from "@celadon/runtime";
import type { MeterDoor } from "../meters/meter-door.ts";

/** What slaves are asked with. */
export interface ModbusPorts {
  readonly door: MeterDoor;
  readonly notes: Log;
  readonly meter: Meter;
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Resolves after so long, or when the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}
