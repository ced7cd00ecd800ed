import type { Era } from "./era.ts";
import type { Grid } from "./spread.ts";

const minute = 60_000;

/**
 * How finely a channel's windows are kept: an hour is the sum of its slices, and a reading only recomputes the slices it
 * touches. Dense channels keep short slices, or the last minute of an hour would cost twenty times the third; a quarter
 * hour is the longest, because some time zones are off by 30 or 45 minutes.
 */
export function sliceMsOf(periodMs: number): number {
  if (periodMs <= 2_000) return minute;
  return periodMs <= 15_000 ? 5 * minute : 15 * minute;
}

/** The slices of a channel as a grid: each era's own length, and before the first era that of the first. */
export const sliceGrid =
  (eras: readonly Era[]): Grid =>
  (atMs) => {
    const era = eras.findLast(({ fromMs, rule }) => fromMs <= atMs && rule !== undefined);
    return sliceMsOf((era ?? eras.find(({ rule }) => rule !== undefined))?.rule?.periodMs ?? 15 * minute);
  };
