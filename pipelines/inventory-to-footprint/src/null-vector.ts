import { type DenseLu, solve, solveTransposed } from "./dense-lu.ts";

/**
 * The members of a (nearly) singular loop that feed each other: the support of v with M v = 0, activities that together need
 * everything they make. Four steps of inverse iteration on the factors of A = M^T, from a fixed start; v counts in the scaled
 * units of the factors, so that the choice of units does not decide who is named.
 */
export function feedingEachOther(factors: DenseLu): readonly number[] {
  let v: Float64Array = Float64Array.from({ length: factors.n }, (_, i) => 1 + i / factors.n);
  for (let step = 0; step < 4; step++) v = normalised(solveTransposed(factors, normalised(solve(factors, v))));
  const sizes = v.map((value, i) => Math.abs(value / (factors.rowScale[i] as number)));
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  return [...sizes.keys()].filter((i) => (sizes[i] as number) > largest * 1e-6 || !Number.isFinite(largest));
}

function normalised(v: Float64Array): Float64Array {
  const largest = v.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  return v.map((value) => value / largest);
}
