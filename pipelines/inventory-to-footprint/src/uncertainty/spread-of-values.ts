import { percentile } from "./percentile.ts";

/** The spread of numbers that were drawn; those that are not a number are left out. Of none of them: not a number. */
export interface SpreadOfValues {
  readonly count: number;
  readonly mean: number;
  /** N - 1 below the line. */
  readonly sd: number;
  readonly p2_5: number;
  readonly p50: number;
  readonly p97_5: number;
}

/** Sums go in the order given. */
export function spreadOfValues(values: Float64Array): SpreadOfValues {
  const known = values.filter((value) => !Number.isNaN(value));
  const count = known.length;
  const mean = known.reduce((sum, value) => sum + value, 0) / count;
  const squares = known.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const sorted = known.sort();
  return {
    ...{ count, mean, sd: Math.sqrt(squares / (count - 1)) },
    ...{ p2_5: percentile(sorted, 0.025), p50: percentile(sorted, 0.5), p97_5: percentile(sorted, 0.975) },
  };
}
