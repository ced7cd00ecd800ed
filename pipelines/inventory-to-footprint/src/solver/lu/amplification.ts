import { type Cancelled, goOnUnless } from "../cancelled.ts";
import type { Factors } from "./factors.ts";
import { solve } from "./solve.ts";

const stepsMost = 5;

/**
 * max_p (|N^-T| w)_p / c_p, from below, mostly to a factor of 3: with an error of at most w in the rows of N^T y = q, y is off by no more
 * than so many times c. The 1-norm of W N^-1 C^-1 by Hager's climb in Higham's form (1988), some solves each way. Units of rows and
 * columns do not count, because w and c have them too. `c` positive. Infinite where a solve is not finite. `cancelled` is asked before each.
 */
export function amplificationOf(
  factors: Factors,
  { w, c }: { readonly w: Float64Array; readonly c: Float64Array },
  cancelled: Cancelled,
): number {
  const { n } = factors;
  const norm = (x: Float64Array): number => x.reduce((sum, value) => sum + Math.abs(value), 0);
  const through = (x: Float64Array): void => {
    goOnUnless(cancelled);
    for (let i = 0; i < n; i++) x[i] = (x[i] as number) / (c[i] as number);
    solve(factors, "plain", { count: 1, values: x });
    for (let i = 0; i < n; i++) x[i] = (x[i] as number) * (w[i] as number);
  };
  const back = (x: Float64Array): void => {
    goOnUnless(cancelled);
    for (let i = 0; i < n; i++) x[i] = (x[i] as number) * (w[i] as number);
    solve(factors, "transposed", { count: 1, values: x });
    for (let i = 0; i < n; i++) x[i] = (x[i] as number) / (c[i] as number);
  };
  const x = new Float64Array(n).fill(1 / n);
  const signs = new Float64Array(n);
  let estimate = 0;
  let peak = -1;
  for (let step = 0; step < stepsMost; step++) {
    through(x);
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
    back(slope);
    let best = 0;
    for (let i = 1; i < n; i++) if (Math.abs(slope[i] as number) > Math.abs(slope[best] as number)) best = i;
    if (best === peak) break;
    peak = best;
    x.fill(0);
    x[best] = 1;
  }
  // Higham's second start, which no cancellation can hide from.
  for (let i = 0; i < n; i++) x[i] = (i % 2 === 0 ? 1 : -1) * (1 + (n > 1 ? i / (n - 1) : 0));
  through(x);
  const other = norm(x);
  return Number.isFinite(other) ? Math.max(estimate, (2 * other) / (3 * n)) : Number.POSITIVE_INFINITY;
}
