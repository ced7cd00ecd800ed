import type { Factors } from "./factors.ts";
import { solveScaled } from "./solve.ts";

/**
 * The columns of a (nearly) singular matrix that cancel out: the support of v with N v = 0. Four steps of inverse iteration on the
 * scaled matrix, from a fixed start; the units of rows and columns do not decide who is named.
 */
export function nullSupport(factors: Factors): readonly number[] {
  const { n } = factors;
  const v = Float64Array.from({ length: n }, (_, i) => 1 + i / n);
  for (let step = 0; step < 4; step++) {
    normalise(v);
    solveScaled(factors, "transposed", v);
    normalise(v);
    solveScaled(factors, "plain", v);
  }
  const largest = v.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return [...v.keys()].filter((i) => Math.abs(v[i] as number) > largest * 1e-6 || !Number.isFinite(largest));
}

function normalise(v: Float64Array): void {
  const largest = v.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let i = 0; i < v.length; i++) v[i] = (v[i] as number) / largest;
}
