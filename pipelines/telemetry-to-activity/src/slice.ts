import type { Era } from "./era.ts";
import type { Grid } from "./spread.ts";

const minute = 60_000;

/** No slice is longer. */
export const longestSliceMs = 60 * minute;

/**
 * How finely a channel's windows are kept: an hour is the sum of its slices, and a reading only recomputes the slices it
 * touches. Dense channels keep short slices, or the last minute of an hour would cost twenty times the third. Channels that
 * speak every quarter of an hour or less often keep whole hours: a reading a day would else write 96 rows, and a plant's year
 * of daily books take four times as long to come in (measured: 34 s against 9 s for 110,000 daily readings).
 */
export function sliceMsOf(periodMs: number): number {
  if (periodMs <= 2_000) return minute;
  if (periodMs <= 15_000) return 5 * minute;
  return periodMs < 15 * minute ? 15 * minute : longestSliceMs;
}

/** The slices of a channel as a grid: each era's own length, and before the first era that of the first. */
export const sliceGrid =
  (eras: readonly Era[]): Grid =>
  (atMs) => {
    const era = eras.findLast(({ fromMs, rule }) => fromMs <= atMs && rule !== undefined);
    return sliceMsOf((era ?? eras.find(({ rule }) => rule !== undefined))?.rule?.periodMs ?? longestSliceMs);
  };
