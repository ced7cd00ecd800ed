import type { Matching } from "./matching.ts";
import { type Matrix, sizeOf } from "./matrix.ts";

/** An order of the columns in which every block uses only itself and blocks before it. */
export interface BlockOrder {
  /** Columns, block by block. */
  readonly columns: Int32Array;
  /** Block b holds places `starts[b]` to `starts[b + 1] - 1` of the order. */
  readonly starts: Int32Array;
}

/**
 * The loops of a system: strongly connected components of the graph "column j uses the column that answers for row i", suppliers first
 * (Tarjan 1972, with stacks of its own, so that a chain of any length is no stack overflow). A column outside every loop is a
 * block by itself. Inside a block the columns stand in the order in which the search left them, which is suppliers first as far
 * as a loop allows: sweeps in that order come to rest sooner.
 */
export function blockOrder(
  { starts, rows, values, ...matrix }: Matrix,
  { columnOf }: Pick<Matching, "columnOf">,
): BlockOrder {
  const n = sizeOf({ starts, rows, values, ...matrix });
  const order = new Int32Array(n); // 0: not yet seen
  const low = new Int32Array(n);
  const next = starts.slice(0, n);
  const path = new Int32Array(n);
  const open = new Int32Array(n);
  const isOpen = new Uint8Array(n);
  const left = new Int32Array(n); // when the search left a column
  const columns = new Int32Array(n);
  const blockStarts: number[] = [0];
  let [seen, opened, placed, leaving] = [0, 0, 0, 0];
  for (let root = 0; root < n; root++) {
    if (order[root] !== 0) continue;
    let depth = 0;
    path[0] = root;
    while (depth >= 0) {
      const j = path[depth] as number;
      if (order[j] === 0) {
        seen += 1;
        order[j] = seen;
        low[j] = seen;
        open[opened] = j;
        opened += 1;
        isOpen[j] = 1;
      }
      const k = next[j] as number;
      if (k < (starts[j + 1] as number)) {
        next[j] = k + 1;
        if (values[k] === 0) continue;
        const i = columnOf[rows[k] as number] as number;
        if (order[i] === 0) {
          depth += 1;
          path[depth] = i;
        } else if (isOpen[i] === 1) low[j] = Math.min(low[j] as number, order[i] as number);
        continue;
      }
      depth -= 1;
      left[j] = leaving;
      leaving += 1;
      if (depth >= 0) {
        const user = path[depth] as number;
        low[user] = Math.min(low[user] as number, low[j] as number);
      }
      if (low[j] !== order[j]) continue;
      const from = placed;
      for (let member = -1; member !== j; ) {
        opened -= 1;
        member = open[opened] as number;
        isOpen[member] = 0;
        columns[placed] = member;
        placed += 1;
      }
      columns.subarray(from, placed).sort((a, b) => (left[a] as number) - (left[b] as number));
      blockStarts.push(placed);
    }
  }
  return { columns, starts: Int32Array.from(blockStarts) };
}
