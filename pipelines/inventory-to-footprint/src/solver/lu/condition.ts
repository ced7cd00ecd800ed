import { type Cancelled, never } from "../cancelled.ts";
import { type Matrix, sizeOf } from "../matrix.ts";
import { amplificationOf } from "./amplification.ts";
import type { Factors } from "./factors.ts";
import { grossThrough } from "./gross-through.ts";
import { unitsOf } from "./units-of.ts";

const looks = 3;
/** No row may lose more of its size from look to look: an x that followed the noise of a singular matrix would hide it. */
const leastLeft = 1e-2;

/**
 * rho(|N^-1| |N|), mostly to a factor of some: changes of all entries, each relative to itself, by less than one part of so many leave N
 * regular (Bauer 1966, Rump 1999). It is the least over all units that products and processes may be counted in: for every x > 0
 *
 *   rho <= max_p (|N^-T| |N^T| x)_p / x_p                 (Collatz 1942)
 *
 * x begins with the units that the entries show, and goes a little on as |N^-T| |N^T| x, towards the one where both sides are equal.
 */
export function conditionOf(matrix: Matrix, factors: Factors, cancelled: Cancelled = never): number {
  const byUnits = (units: Float64Array): number => fromUnits(matrix, factors, units, cancelled);
  return Math.min(byUnits(unitsOf(matrix)), byUnits(factors.scales.rows));
}

function fromUnits(matrix: Matrix, factors: Factors, units: Float64Array, cancelled: Cancelled): number {
  let x = units;
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < looks; look++) {
    const w = timesSizes(matrix, x);
    const next = grossThrough(factors, w, cancelled);
    const shown = next.reduce((most, value, i) => Math.max(most, value / (x[i] as number)), 0);
    const found = Math.max(shown, amplificationOf(factors, { w, c: x }, cancelled));
    if (!Number.isFinite(found)) break;
    least = Math.min(least, found);
    x = next.map((value, i) => Math.max(value / shown, leastLeft * (x[i] as number)));
  }
  return least;
}

/** |N^T| x. */
function timesSizes(matrix: Matrix, x: Float64Array): Float64Array {
  const { starts, rows, values } = matrix;
  const w = new Float64Array(sizeOf(matrix));
  for (let j = 0; j < w.length; j++)
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++)
      w[j] = (w[j] as number) + Math.abs(values[k] as number) * (x[rows[k] as number] as number);
  return w;
}
