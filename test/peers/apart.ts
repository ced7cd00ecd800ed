/**
 * How far another answer is from ours: |ours - other| / |ours|, the largest. Where ours is exactly 0 (nothing leads there) other
 * programs may leave a rest of their rounding, 1e-12 of their largest value at most: else infinite.
 */
export function apart(ours: ArrayLike<number>, others: readonly number[]): number {
  const largest = others.reduce((most, other) => Math.max(most, Math.abs(other)), 0);
  return others.reduce((most, other, i) => {
    const own = ours[i] as number;
    if (own === 0) return Math.abs(other) <= 1e-12 * largest ? most : Number.POSITIVE_INFINITY;
    return Math.max(most, Math.abs(own - other) / Math.abs(own));
  }, 0);
}
