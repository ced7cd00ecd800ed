import type { Vectors } from "../sparse-solver.ts";
import type { Factors } from "./factors.ts";

/** Which system: N x = b, or N^T x = b. */
export type Side = "plain" | "transposed";

/** x of N x = b or N^T x = b, from the same factors, in place of b, for each of the vectors. */
export function solve(factors: Factors, side: Side, { count, values }: Vectors): void {
  const { n, scales, rowOf, columnOf } = factors;
  const [given, wanted] = side === "plain" ? [rowOf, columnOf] : [columnOf, rowOf];
  const [givenScale, wantedScale] = side === "plain" ? [scales.rows, scales.columns] : [scales.columns, scales.rows];
  const x = new Float64Array(n);
  for (let m = 0; m < count; m++) {
    for (let k = 0; k < n; k++) {
      const i = given[k] as number;
      x[k] = (values[i * count + m] as number) * (givenScale[i] as number);
    }
    if (side === "plain") {
      throughLower(factors, x);
      throughUpper(factors, x);
    } else {
      throughUpperTransposed(factors, x);
      throughLowerTransposed(factors, x);
    }
    for (let k = 0; k < n; k++) {
      const i = wanted[k] as number;
      values[i * count + m] = (x[k] as number) * (wantedScale[i] as number);
    }
  }
}

/** The same of R N C, in which the units of rows and columns do not count. */
export function solveScaled(factors: Factors, side: Side, x: Float64Array): void {
  const { rows, columns } = factors.scales;
  const [given, wanted] = side === "plain" ? [rows, columns] : [columns, rows];
  for (let i = 0; i < x.length; i++) x[i] = (x[i] as number) / (given[i] as number);
  solve(factors, side, { count: 1, values: x });
  for (let i = 0; i < x.length; i++) x[i] = (x[i] as number) / (wanted[i] as number);
}

/** L z = x. */
function throughLower({ n, head, lower: { starts, rows, values }, tail, stride }: Factors, x: Float64Array): void {
  for (let k = 0; k < head; k++) {
    const value = x[k] as number;
    if (value === 0) continue;
    const end = starts[k + 1] as number;
    for (let m = starts[k] as number; m < end; m++) {
      const i = rows[m] as number;
      x[i] = (x[i] as number) - (values[m] as number) * value;
    }
  }
  for (let k = head; k < n; k++) {
    const value = x[k] as number;
    if (value === 0) continue;
    const column = (k - head) * stride - head;
    for (let i = k + 1; i < n; i++) x[i] = (x[i] as number) - (tail[column + i] as number) * value;
  }
}

/** U z = x. */
function throughUpper(
  { n, head, upper: { starts, rows, values }, pivots, tail, stride }: Factors,
  x: Float64Array,
): void {
  for (let k = n - 1; k >= 0; k--) {
    const column = (k - head) * stride - head;
    const value = (x[k] as number) / ((k < head ? pivots[k] : tail[column + k]) as number);
    x[k] = value;
    if (value === 0) continue;
    for (let i = head; i < k; i++) x[i] = (x[i] as number) - (tail[column + i] as number) * value;
    const end = starts[k + 1] as number;
    for (let m = starts[k] as number; m < end; m++) {
      const i = rows[m] as number;
      x[i] = (x[i] as number) - (values[m] as number) * value;
    }
  }
}

/** U^T z = x. */
function throughUpperTransposed(
  { n, head, upper: { starts, rows, values }, pivots, tail, stride }: Factors,
  x: Float64Array,
): void {
  for (let k = 0; k < n; k++) {
    let sum = x[k] as number;
    const end = starts[k + 1] as number;
    for (let m = starts[k] as number; m < end; m++) sum -= (values[m] as number) * (x[rows[m] as number] as number);
    const column = (k - head) * stride - head;
    for (let i = head; i < k; i++) sum -= (tail[column + i] as number) * (x[i] as number);
    x[k] = sum / ((k < head ? pivots[k] : tail[column + k]) as number);
  }
}

/** L^T z = x. */
function throughLowerTransposed(
  { n, head, lower: { starts, rows, values }, tail, stride }: Factors,
  x: Float64Array,
): void {
  for (let k = n - 1; k >= head; k--) {
    let sum = x[k] as number;
    const column = (k - head) * stride - head;
    for (let i = k + 1; i < n; i++) sum -= (tail[column + i] as number) * (x[i] as number);
    x[k] = sum;
  }
  for (let k = head - 1; k >= 0; k--) {
    let sum = x[k] as number;
    const end = starts[k + 1] as number;
    for (let m = starts[k] as number; m < end; m++) sum -= (values[m] as number) * (x[rows[m] as number] as number);
    x[k] = sum;
  }
}
