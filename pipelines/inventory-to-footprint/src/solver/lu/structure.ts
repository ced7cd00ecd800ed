import { type Matrix, sizeOf } from "../matrix.ts";
import { type GrowingColumns, growingColumns } from "./growing-columns.ts";
import { type Reach, reachFor, reachFrom } from "./reach.ts";

/** Where L has entries, as far as steps are done. Rows of `lower` are rows of N. */
export interface Structure {
  readonly matrix: Matrix;
  readonly order: Int32Array;
  /** Steps that are done. */
  head: number;
  readonly lower: GrowingColumns;
  /** The step that eliminates a row, -1 as long as none does; and the other way round. */
  readonly stepOf: Int32Array;
  readonly rowOf: Int32Array;
  /** Where the part of a column of L ends that a search has to look at. */
  readonly ends: Int32Array;
  readonly reach: Reach;
}

export function structureFor(matrix: Matrix, order: Int32Array): Structure {
  const n = sizeOf(matrix);
  return {
    ...{ matrix, order, head: 0 },
    lower: growingColumns(n, 2 * matrix.rows.length),
    ...{ stepOf: new Int32Array(n).fill(-1), rowOf: new Int32Array(n).fill(-1), ends: new Int32Array(n) },
    reach: reachFor(n),
  };
}

/** What column j of N reaches, after `begin`. */
export function reachOfColumn(structure: Structure, j: number): void {
  const { matrix, lower, reach } = structure;
  const span = { rows: matrix.rows, first: matrix.starts[j] as number, end: matrix.starts[j + 1] as number };
  reachFrom(reach, span, lower, structure);
}

/** Closes the column of the next step, whose entries are in `lower`: `row` is that of its pivot. */
export function closeStep(structure: Structure, row: number): void {
  const { head, lower, stepOf, rowOf, ends } = structure;
  stepOf[row] = head;
  rowOf[head] = row;
  lower.starts[head + 1] = lower.used;
  ends[head] = lower.used;
  prune(structure, row);
  structure.head = head + 1;
}

/**
 * Shortens what a search looks at (Eisenstat and Liu 1992): where column k of L has an entry in the row of this pivot, and row k of U one
 * in this column, the rows of column k that are still open are in this column too. They move behind, out of sight.
 */
function prune({ lower, reach, ends, stepOf }: Structure, row: number): void {
  const { starts, rows, values } = lower;
  const { steps } = reach;
  for (let t = reach.from; t < steps.length; t++) {
    const k = steps[t] as number;
    const from = starts[k] as number;
    const end = starts[k + 1] as number;
    if (ends[k] !== end || !has(rows, row, from, end)) continue;
    let low = from;
    let high = end;
    while (low < high) {
      const i = rows[low] as number;
      if (stepOf[i] !== -1) {
        low += 1;
        continue;
      }
      high -= 1;
      rows[low] = rows[high] as number;
      rows[high] = i;
      const value = values[low] as number;
      values[low] = values[high] as number;
      values[high] = value;
    }
    ends[k] = low;
  }
}

function has(rows: Int32Array, row: number, from: number, end: number): boolean {
  for (let k = from; k < end; k++) if (rows[k] === row) return true;
  return false;
}
