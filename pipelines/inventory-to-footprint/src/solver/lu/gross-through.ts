import { type Cancelled, goOnUnless } from "../cancelled.ts";
import type { Factors } from "./factors.ts";
import { solve } from "./solve.ts";

const patterns = 4;

/**
 * |N^-T| w, from below: the largest of some solves of N^T z = w with signs that change from row to row, all alike first. What it lacks is
 * what cancels in each of them. Deterministic.
 */
export function grossThrough(factors: Factors, w: Float64Array, cancelled: Cancelled): Float64Array {
  const most = new Float64Array(w.length);
  for (let pattern = 0; pattern < patterns; pattern++) {
    goOnUnless(cancelled);
    const z = w.map((value, i) => (((i * (2 * pattern + 1)) >> pattern) % 2 === 1 && pattern > 0 ? -value : value));
    solve(factors, "transposed", { count: 1, values: z });
    for (let i = 0; i < z.length; i++) most[i] = Math.max(most[i] as number, Math.abs(z[i] as number));
  }
  return most;
}
