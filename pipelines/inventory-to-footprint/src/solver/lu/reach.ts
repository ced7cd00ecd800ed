import type { Columns } from "./factors.ts";

/** Which steps a column has to be taken through, and where it then has entries. */
export interface Reach {
  /** Steps from `steps[from]` on, each after those that it depends on. */
  readonly steps: Int32Array;
  from: number;
  /** Rows that no step has eliminated yet, `count` of them. */
  readonly open: Int32Array;
  count: number;
  readonly path: Int32Array;
  readonly next: Int32Array;
  readonly seen: Int32Array;
  round: number;
}

export const reachFor = (n: number): Reach => ({
  ...{ steps: new Int32Array(n), from: n, open: new Int32Array(n), count: 0 },
  ...{ path: new Int32Array(n), next: new Int32Array(n), seen: new Int32Array(n), round: 0 },
});

export function begin(reach: Reach): void {
  reach.from = reach.steps.length;
  reach.count = 0;
  reach.round += 1;
}

/**
 * Adds what the entries from `first` to `end - 1` of N reach in the graph "row i, eliminated by step k, leads to the rows of column k
 * of L" (Gilbert and Peierls 1988): depth first, with a path of its own. Of column k only the entries before `ends[k]` are
 * looked at: the others are reached by way of those.
 */
export function reachFrom(
  reach: Reach,
  { rows, first, end }: { readonly rows: Int32Array; readonly first: number; readonly end: number },
  { starts, rows: lowerRows }: Columns,
  { stepOf, ends }: { readonly stepOf: Int32Array; readonly ends: Int32Array },
): void {
  const { steps, open, path, next, seen, round } = reach;
  let { from, count } = reach;
  for (let entry = first; entry < end; entry++) {
    const row = rows[entry] as number;
    if (seen[row] === round) continue;
    seen[row] = round;
    const root = stepOf[row] as number;
    if (root === -1) {
      open[count++] = row;
      continue;
    }
    let depth = 0;
    path[0] = root;
    next[0] = starts[root] as number;
    while (depth >= 0) {
      const step = path[depth] as number;
      const until = ends[step] as number;
      let k = next[depth] as number;
      let deeper = -1;
      while (k < until && deeper === -1) {
        const i = lowerRows[k++] as number;
        if (seen[i] === round) continue;
        seen[i] = round;
        deeper = stepOf[i] as number;
        if (deeper === -1) open[count++] = i;
      }
      if (deeper === -1) {
        from -= 1;
        steps[from] = step;
        depth -= 1;
      } else {
        next[depth] = k;
        depth += 1;
        path[depth] = deeper;
        next[depth] = starts[deeper] as number;
      }
    }
  }
  reach.from = from;
  reach.count = count;
}
