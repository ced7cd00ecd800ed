import { reserve } from "./growing-columns.ts";
import { isSound, stopgap, threshold } from "./pivot.ts";
import { begin } from "./reach.ts";
import { closeStep, reachOfColumn } from "./structure.ts";
import type { Work } from "./work.ts";

/**
 * The next column of L and U, left-looking (Gilbert and Peierls 1988): x = L^-1 (R N C) e_j over the entries that are reached; what
 * earlier steps eliminate is U's, of the rest one is the pivot and the others, divided by it, are L's.
 */
export function eliminate(work: Work): void {
  const { matrix, order, head, lower, upper, reach, scales, x } = work;
  const j = order[head] as number;
  begin(reach);
  reachOfColumn(work, j);
  const columnScale = scales.columns[j] as number;
  for (let k = matrix.starts[j] as number; k < (matrix.starts[j + 1] as number); k++) {
    const i = matrix.rows[k] as number;
    x[i] = (matrix.values[k] as number) * (scales.rows[i] as number) * columnScale;
  }
  reserve(upper, reach.steps.length - reach.from);
  takeThrough(work);
  upper.starts[head + 1] = upper.used;
  reserve(lower, reach.count);
  const row = pivotRow(work, j);
  keepBelow(work, row);
  closeStep(work, row);
}

/** Takes x through the steps that it reaches, and moves to U what they eliminate. */
function takeThrough(work: Work): void {
  const { lower, upper, reach, rowOf, x } = work;
  const { starts, rows, values } = lower;
  const { rows: upperRows, values: upperValues } = upper;
  const { steps } = reach;
  let { growth } = work;
  let { used } = upper;
  for (let t = reach.from; t < steps.length; t++) {
    const k = steps[t] as number;
    const row = rowOf[k] as number;
    const value = x[row] as number;
    x[row] = 0;
    upperRows[used] = k;
    upperValues[used] = value;
    used += 1;
    if (value === 0) continue;
    growth = Math.max(growth, Math.abs(value));
    const end = starts[k + 1] as number;
    for (let m = starts[k] as number; m < end; m++) {
      const i = rows[m] as number;
      x[i] = (x[i] as number) - (values[m] as number) * value;
    }
  }
  upper.used = used;
  work.growth = growth;
}

/** The row of the pivot of column j: its own, if free and large enough, else that of the largest entry, of equals the lowest. */
function pivotRow({ reach: { open, count }, stepOf, x }: Work, j: number): number {
  let best = -1;
  let largest = -1;
  for (let k = 0; k < count; k++) {
    const i = open[k] as number;
    const size = Math.abs(x[i] as number);
    if (size > largest || (size === largest && i < best) || Number.isNaN(size)) [best, largest] = [i, size];
  }
  const own = stepOf[j] === -1 ? Math.abs(x[j] as number) : 0;
  if (own > 0 && own >= threshold * largest) return j;
  if (best !== -1) return best;
  return stepOf[j] === -1 ? j : stepOf.indexOf(-1);
}

/** Moves the pivot to `pivots`, and the rest of x, divided by it, to L. A pivot that is none is noted, and gives way to a stopgap. */
function keepBelow(work: Work, row: number): void {
  const { head, lower, reach, order, x } = work;
  const { rows, values } = lower;
  const { open, count } = reach;
  let pivot = x[row] as number;
  x[row] = 0;
  if (!isSound(pivot)) {
    if (work.broken === -1) work.broken = order[head] as number;
    pivot = stopgap;
  }
  work.growth = Math.max(work.growth, Math.abs(pivot));
  work.pivots[head] = pivot;
  let { used } = lower;
  for (let k = 0; k < count; k++) {
    const i = open[k] as number;
    if (i === row) continue;
    rows[used] = i;
    values[used] = (x[i] as number) / pivot;
    x[i] = 0;
    used += 1;
  }
  lower.used = used;
}
