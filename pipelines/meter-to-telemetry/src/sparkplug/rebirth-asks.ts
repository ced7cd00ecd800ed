import type { InstantMs } from "@celadon/quantity";

/** How often an edge node was asked to be born again, and when last. */
export interface RebirthAsks {
  /** Since its last birth. */
  readonly count: number;
  readonly lastMs: InstantMs;
}

export const noAsks: RebirthAsks = { count: 0, lastMs: Number.NEGATIVE_INFINITY };

const leastMs = 10_000;
const mostMs = 300_000;

/**
 * Whether to ask now: 10 s after the last time at the earliest, after each ask without a birth twice as long, at most 5 min. A node that
 * loses a message every second so is asked six times a minute and not sixty times, and one that never answers is left alone.
 */
export function askRebirth(
  asks: RebirthAsks,
  nowMs: InstantMs,
): { readonly asks: RebirthAsks; readonly isDue: boolean } {
  const waitMs = Math.min(mostMs, leastMs * 2 ** Math.max(0, asks.count - 1));
  if (nowMs < asks.lastMs + waitMs) return { asks, isDue: false };
  return { asks: { count: asks.count + 1, lastMs: nowMs }, isDue: true };
}
