import { reserve } from "./growing-columns.ts";
import { begin } from "./reach.ts";
import { reachOfColumn } from "./structure.ts";
import type { Work } from "./work.ts";

/** Columns that go through the head side by side: each entry of L is then loaded once for all of them. */
const abreast = 4;

/** What the head leaves over, densely: a square by columns, both sides filled up with zeros to a multiple of four. */
export interface Rest {
  readonly size: number;
  readonly stride: number;
  readonly values: Float64Array;
  /** Row of N in each row of the square. The diagonal of N stands on the diagonal, as far as it is still there. */
  readonly rows: Int32Array;
}

/** Takes the columns after the head through it: their entries of U, and the rest that is left to eliminate. */
export function tailColumns(work: Work, cancelled: () => boolean): Rest | undefined {
  const { order, head } = work;
  const size = order.length - head;
  const stride = (size + 3) & ~3;
  const rest = { size, stride, values: new Float64Array(stride * stride), rows: rowsLeft(work) };
  const placeOf = new Int32Array(order.length);
  for (let place = 0; place < size; place++) placeOf[rest.rows[place] as number] = place;
  const x = new Float64Array(order.length * abreast);
  for (let first = head; first < order.length; first += abreast) {
    if (cancelled()) return undefined;
    const count = Math.min(abreast, order.length - first);
    load(work, { first, count }, x);
    takeThrough(work, x);
    for (let c = 0; c < count; c++) keepAbove(work, { step: first + c, c }, x);
    const { open, count: left } = work.reach;
    for (let k = 0; k < left; k++) {
      const row = open[k] as number;
      for (let c = 0; c < count; c++) {
        const at = row * abreast + c;
        rest.values[(first - head + c) * stride + (placeOf[row] as number)] = x[at] as number;
        x[at] = 0;
      }
    }
  }
  return rest;
}

/** Rows that the head has not eliminated: each on the diagonal of its own column, if that is left too. */
function rowsLeft({ order, head, stepOf }: Work): Int32Array {
  const rows = order.slice(head);
  const isOwn = new Uint8Array(order.length);
  for (const j of rows) isOwn[j] = 1;
  let stray = 0;
  for (let place = 0; place < rows.length; place++) {
    if (stepOf[rows[place] as number] === -1) continue;
    while (stepOf[stray] !== -1 || isOwn[stray] === 1) stray += 1;
    rows[place] = stray;
    stray += 1;
  }
  return rows;
}

function load(work: Work, { first, count }: { readonly first: number; readonly count: number }, x: Float64Array): void {
  const { matrix, scales, order, reach } = work;
  begin(reach);
  for (let c = 0; c < count; c++) {
    const j = order[first + c] as number;
    reachOfColumn(work, j);
    for (let k = matrix.starts[j] as number; k < (matrix.starts[j + 1] as number); k++) {
      const i = matrix.rows[k] as number;
      x[i * abreast + c] = (matrix.values[k] as number) * (scales.rows[i] as number) * (scales.columns[j] as number);
    }
  }
}

function takeThrough({ lower: { starts, rows, values }, reach: { steps, from }, rowOf }: Work, x: Float64Array): void {
  for (let t = from; t < steps.length; t++) {
    const k = steps[t] as number;
    const row = (rowOf[k] as number) << 2;
    const v0 = x[row] as number;
    const v1 = x[row + 1] as number;
    const v2 = x[row + 2] as number;
    const v3 = x[row + 3] as number;
    const end = starts[k + 1] as number;
    for (let m = starts[k] as number; m < end; m++) {
      const i = (rows[m] as number) << 2;
      const value = values[m] as number;
      x[i] = (x[i] as number) - value * v0;
      x[i + 1] = (x[i + 1] as number) - value * v1;
      x[i + 2] = (x[i + 2] as number) - value * v2;
      x[i + 3] = (x[i + 3] as number) - value * v3;
    }
  }
}

/** Entries of U in column `step`, which is the `c`-th of those abreast. */
function keepAbove(work: Work, { step, c }: { readonly step: number; readonly c: number }, x: Float64Array): void {
  const { upper, reach, rowOf } = work;
  const { steps, from } = reach;
  reserve(upper, steps.length - from);
  const { rows, values } = upper;
  let { growth } = work;
  let { used } = upper;
  for (let t = from; t < steps.length; t++) {
    const k = steps[t] as number;
    const at = (rowOf[k] as number) * abreast + c;
    const value = x[at] as number;
    if (value === 0) continue;
    x[at] = 0;
    growth = Math.max(growth, Math.abs(value));
    rows[used] = k;
    values[used] = value;
    used += 1;
  }
  upper.used = used;
  upper.starts[step + 1] = used;
  work.growth = growth;
}
