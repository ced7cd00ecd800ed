import { type Matrix, sizeOf } from "../matrix.ts";
import type { Factors } from "./factors.ts";
import { solveScaled } from "./solve.ts";

const stepsMost = 5;

/**
 * kappa = |S|_1 |S^-1|_1 of the scaled matrix S = R N C, from below, mostly to a factor of 3: the norm of S^-1 by Hager's climb in
 * Higham's form (1988), some solves each way. So many times a relative change of S may come back in x. S and not N, because
 * units of rows and columns must not decide. Infinite where a solve is not finite.
 */
export function conditionOf(matrix: Matrix, factors: Factors): number {
  const n = sizeOf(matrix);
  const norm = (x: Float64Array): number => x.reduce((sum, value) => sum + Math.abs(value), 0);
  const x = new Float64Array(n).fill(1 / n);
  const signs = new Float64Array(n);
  let estimate = 0;
  let peak = -1;
  for (let step = 0; step < stepsMost; step++) {
    solveScaled(factors, "plain", x);
    const found = norm(x);
    if (!Number.isFinite(found)) return Number.POSITIVE_INFINITY;
    const isSame = x.every((value, i) => signs[i] === (value < 0 ? -1 : 1));
    if (step > 0 && (found <= estimate || isSame)) {
      estimate = Math.max(estimate, found);
      break;
    }
    estimate = found;
    for (let i = 0; i < n; i++) signs[i] = (x[i] as number) < 0 ? -1 : 1;
    const slope = signs.slice();
    solveScaled(factors, "transposed", slope);
    let best = 0;
    for (let i = 1; i < n; i++) if (Math.abs(slope[i] as number) > Math.abs(slope[best] as number)) best = i;
    if (best === peak) break;
    peak = best;
    x.fill(0);
    x[best] = 1;
  }
  // Higham's second start, which no cancellation can hide from.
  for (let i = 0; i < n; i++) x[i] = (i % 2 === 0 ? 1 : -1) * (1 + (n > 1 ? i / (n - 1) : 0));
  solveScaled(factors, "plain", x);
  return scaledNorm(matrix, factors) * Math.max(estimate, (2 * norm(x)) / (3 * n));
}

/** The largest column sum of |R N C|. */
function scaledNorm({ starts, rows, values }: Matrix, { n, scales }: Factors): number {
  let largest = 0;
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++)
      sum += Math.abs(values[k] as number) * (scales.rows[rows[k] as number] as number);
    largest = Math.max(largest, sum * (scales.columns[j] as number));
  }
  return largest;
}
