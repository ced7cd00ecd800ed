import { blockOrder } from "./block-order.ts";
import { type Matching, matchingOf } from "./matching.ts";
import { type Matrix, sizeOf } from "./matrix.ts";

/**
 * M^T with its unknowns in the order in which they are solved. Place p stands for a column and the row that it answers for; block b
 * holds places `blocks[b]` to `blocks[b + 1] - 1`, and uses only itself and blocks before it.
 *
 *   diagonal[p] y_p + sum_k values[k] y_users[k] = q_p        k from starts[p] to starts[p + 1] - 1, by rising place
 */
export interface Arrangement {
  readonly columns: Int32Array;
  readonly rows: Int32Array;
  readonly blocks: Int32Array;
  readonly starts: Int32Array;
  /** Where the entries of the own block begin: those before are of blocks that are solved already. */
  readonly inside: Int32Array;
  readonly places: Int32Array;
  readonly values: Float64Array;
  readonly diagonal: Float64Array;
  /** values[k] / diagonal[p]. */
  readonly scaled: Float64Array;
}

/** The arrangement of a matrix, or the matching that fell short: then it is structurally singular. `matching`: where one is known. */
export function arrangementOf(
  matrix: Matrix,
  matching: Matching = matchingOf(matrix),
):
  | { readonly kind: "arranged"; readonly value: Arrangement }
  | { readonly kind: "unmatched"; readonly matching: Matching } {
  if (!matching.isFull) return { kind: "unmatched", matching };
  const n = sizeOf(matrix);
  const order = blockOrder(matrix, matching);
  const { columns } = order;
  const rows = new Int32Array(n);
  const placeOfRow = new Int32Array(n);
  for (let p = 0; p < n; p++) {
    const row = matching.rowOf[columns[p] as number] as number;
    rows[p] = row;
    placeOfRow[row] = p;
  }
  const permuted = byRisingPlace(matrix, columns, placeOfRow);
  const inside = new Int32Array(n);
  const scaled = new Float64Array(permuted.values.length);
  for (let b = 0; b + 1 < order.starts.length; b++) {
    const first = order.starts[b] as number;
    for (let p = first; p < (order.starts[b + 1] as number); p++) {
      const end = permuted.starts[p + 1] as number;
      let k = permuted.starts[p] as number;
      while (k < end && (permuted.places[k] as number) < first) k += 1;
      inside[p] = k;
    }
  }
  for (let p = 0; p < n; p++) {
    const own = permuted.diagonal[p] as number;
    for (let k = permuted.starts[p] as number; k < (permuted.starts[p + 1] as number); k++)
      scaled[k] = (permuted.values[k] as number) / own;
  }
  return { kind: "arranged", value: { columns, rows, blocks: order.starts, inside, scaled, ...permuted } };
}

/** The columns in their order, the entries of each by rising place (a counting sort, there and back), the diagonal apart. */
function byRisingPlace({ starts, rows, values }: Matrix, columns: Int32Array, placeOfRow: Int32Array) {
  const n = columns.length;
  const diagonal = new Float64Array(n);
  const rowEnds = new Int32Array(n + 1);
  let count = 0;
  for (let p = 0; p < n; p++) {
    const j = columns[p] as number;
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
      const place = placeOfRow[rows[k] as number] as number;
      if (place === p) diagonal[p] = values[k] as number;
      else if (values[k] !== 0) {
        rowEnds[place + 1] = (rowEnds[place + 1] as number) + 1;
        count += 1;
      }
    }
  }
  for (let i = 0; i < n; i++) rowEnds[i + 1] = (rowEnds[i + 1] as number) + (rowEnds[i] as number);
  const next = rowEnds.slice(0, n);
  const user = new Int32Array(count);
  const used = new Float64Array(count);
  const sorted = new Int32Array(n + 1);
  for (let p = 0; p < n; p++) {
    const j = columns[p] as number;
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
      const place = placeOfRow[rows[k] as number] as number;
      if (place === p || values[k] === 0) continue;
      const at = next[place] as number;
      next[place] = at + 1;
      user[at] = p;
      used[at] = values[k] as number;
      sorted[p + 1] = (sorted[p + 1] as number) + 1;
    }
  }
  for (let p = 0; p < n; p++) sorted[p + 1] = (sorted[p + 1] as number) + (sorted[p] as number);
  const places = new Int32Array(count);
  const permuted = new Float64Array(count);
  next.set(sorted.subarray(0, n));
  for (let i = 0; i < n; i++) {
    for (let k = rowEnds[i] as number; k < (rowEnds[i + 1] as number); k++) {
      const p = user[k] as number;
      const at = next[p] as number;
      next[p] = at + 1;
      places[at] = i;
      permuted[at] = used[k] as number;
    }
  }
  return { starts: sorted, places, values: permuted, diagonal };
}
