import type { Scales } from "./scales.ts";

/** Entries by columns, as a `Matrix` has them, in arrays that may be longer than what is used. */
export interface Columns {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/**
 * R N C = P^T L U Q^T: the square matrix N, its rows and columns scaled by powers of two, in the order of the steps.
 *
 * L and U stand by columns up to step `head`; what is left then is nearly full, and stands densely.
 */
export interface Factors {
  readonly n: number;
  readonly scales: Scales;
  /** Row and column of N that step k eliminates. */
  readonly rowOf: Int32Array;
  readonly columnOf: Int32Array;
  readonly head: number;
  /** Columns of the head: below the diagonal, which is 1. Rows are steps. */
  readonly lower: Columns;
  /** All columns: above the diagonal, rows of the head only. Rows are steps. */
  readonly upper: Columns;
  /** Diagonal of U in the head. */
  readonly pivots: Float64Array;
  /** L and U of the rest in one square, by columns; column j begins at `j * stride`. */
  readonly tail: Float64Array;
  readonly stride: number;
  /** Largest entry of U: how far entries have grown, because the largest of N is below 2. */
  readonly growth: number;
}

/** Entries of L and U, the diagonal counted once. */
export const entriesOf = ({ n, head, lower, upper }: Factors): number =>
  (lower.starts[head] as number) + (upper.starts[n] as number) + head + (n - head) ** 2;
