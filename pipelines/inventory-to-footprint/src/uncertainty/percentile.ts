/**
 * The value at position p (N - 1) of N sorted values, counted from 0, between two of them linearly: of {1, 2, 3} the 2.5 % point is
 * 1.05. `p` from 0 to 1. Not a number where there are no values.
 */
export function percentile(sorted: Float64Array, p: number): number {
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below];
  if (low === undefined) return Number.NaN;
  const high = sorted[below + 1];
  return high === undefined ? low : low + (position - below) * (high - low);
}
