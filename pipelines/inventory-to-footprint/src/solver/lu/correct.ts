import type { OneVector } from "../adjoint.ts";
import type { Arrangement } from "../arrangement.ts";
import type { Span } from "../sweeps.ts";
import type { Factors } from "./factors.ts";
import { residual } from "./residual.ts";
import { solve } from "./solve.ts";

/**
 * One step of refinement over a block, in place:  y += N^-T (q - M^T y), with N the block and M^T y over blocks before it too. From y = 0 it
 * solves the block, from there on it refines. The residual is worked out in doubled precision and rounded once, so that it
 * holds digits where plain doubles cancel to noise.
 */
export function correct(a: Arrangement, { from, to }: Span, factors: Factors, { q, y, width, m }: OneVector): void {
  const { starts, places, values, diagonal } = a;
  const rest = new Float64Array(to - from);
  let longest = 0;
  for (let p = from; p < to; p++) longest = Math.max(longest, (starts[p + 1] as number) - (starts[p] as number));
  const entries = new Float64Array(longest + 1);
  const factor = new Float64Array(longest + 1);
  for (let p = from; p < to; p++) {
    const first = starts[p] as number;
    const count = (starts[p + 1] as number) - first;
    for (let k = 0; k < count; k++) {
      entries[k] = values[first + k] as number;
      factor[k] = y[(places[first + k] as number) * width + m] as number;
    }
    entries[count] = diagonal[p] as number;
    factor[count] = y[p * width + m] as number;
    rest[p - from] = residual(q[p * width + m] as number, entries, factor, count + 1);
  }
  solve(factors, "transposed", { count: 1, values: rest });
  for (let p = from; p < to; p++) {
    const at = p * width + m;
    y[at] = (y[at] as number) + (rest[p - from] as number);
  }
}
