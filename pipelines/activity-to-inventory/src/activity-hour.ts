import type { InstantMs } from "@celadon/quantity";

/** What a channel did in one UTC hour. An hour that is not there is a missing one. */
export interface ActivityHour {
  readonly hourMs: InstantMs;
  /** Where a lot begins or ends within the hour: what this part of it did, from `hourMs` to here. Absent: the whole hour. */
  readonly untilMs?: InstantMs;
  /** Decimal text with at most 12 decimals; null for a state, which has no amount. */
  readonly amount: string | null;
  readonly measuredMs: number;
  readonly estimatedMs: number;
  readonly marks?: number;
}
