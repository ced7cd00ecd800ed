import type { ProcessSystem } from "./process-system.ts";

/**
 * The steps of L U = M^T for one pattern of entries, worked out once: pivots on the diagonal, in the order of least fill. Slots
 * are places in one array of all entries of L and U.
 */
export interface Elimination {
  /** Slot of entry k of the system. */
  readonly loads: Int32Array;
  readonly slots: number;
  /** Step s: the entry at `lowers[s]`, of row `rows[s]`, is divided by the pivot of row `pivotRows[s]`; it is then L's. */
  readonly lowers: Int32Array;
  readonly rows: Int32Array;
  readonly pivotRows: Int32Array;
  /** Of step s, from `starts[s]` on: what is subtracted, L's entry times that at `sources`, from the one at `targets`. */
  readonly starts: Int32Array;
  readonly targets: Int32Array;
  readonly sources: Int32Array;
  /** Rows in the order of the pivots; the entries of U right of each, and their columns. */
  readonly order: Int32Array;
  readonly diagonal: Int32Array;
  readonly upperStarts: Int32Array;
  readonly uppers: Int32Array;
  readonly upperColumns: Int32Array;
}

/**
 * Markowitz (1957): next comes the pivot with the least (row entries - 1)(column entries - 1), of equals the first, so that a
 * plant without loops fills nothing in. Cubic in the number of processes, once a pattern. Undefined where a process does not
 * make its own product: there is no diagonal to go along.
 */
export function eliminationOf({ products, starts, rows }: ProcessSystem): Elimination | undefined {
  const n = products.length;
  const right: Map<number, number>[] = Array.from({ length: n }, () => new Map()); // row -> column -> slot
  const below: Set<number>[] = Array.from({ length: n }, () => new Set()); // column -> rows
  let slots = 0;
  const put = (row: number, column: number): number => {
    const known = right[row]?.get(column);
    if (known !== undefined) return known;
    right[row]?.set(column, slots);
    below[column]?.add(row);
    return slots++;
  };
  const loads = new Int32Array(rows.length);
  for (let j = 0; j < n; j++) {
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) loads[k] = put(j, rows[k] as number);
    if (right[j]?.has(j) !== true) return undefined;
  }
  const steps = { lowers: [] as number[], rows: [] as number[], pivotRows: [] as number[] };
  const inner = { starts: [0], targets: [] as number[], sources: [] as number[] };
  const upper = {
    order: [] as number[],
    diagonal: [] as number[],
    starts: [0],
    slots: [] as number[],
    columns: [] as number[],
  };
  const open = new Set(Array.from({ length: n }, (_, i) => i));
  while (open.size > 0) {
    const pivot = cheapest(open, right, below);
    open.delete(pivot);
    const diagonal = right[pivot]?.get(pivot) as number; // put there above
    const tail = [...(right[pivot] ?? [])].filter(([column]) => open.has(column)).sort(([a], [b]) => a - b);
    for (const row of [...(below[pivot] ?? [])].filter((one) => open.has(one)).sort((a, b) => a - b)) {
      steps.lowers.push(right[row]?.get(pivot) as number); // `below` mirrors `right`
      steps.rows.push(row);
      steps.pivotRows.push(pivot);
      for (const [column, source] of tail) {
        inner.targets.push(put(row, column));
        inner.sources.push(source);
      }
      inner.starts.push(inner.targets.length);
      right[row]?.delete(pivot);
    }
    upper.order.push(pivot);
    upper.diagonal.push(diagonal);
    for (const [column, slot] of tail) {
      upper.slots.push(slot);
      upper.columns.push(column);
      below[column]?.delete(pivot);
    }
    upper.starts.push(upper.slots.length);
  }
  return {
    loads,
    slots,
    lowers: Int32Array.from(steps.lowers),
    rows: Int32Array.from(steps.rows),
    pivotRows: Int32Array.from(steps.pivotRows),
    starts: Int32Array.from(inner.starts),
    targets: Int32Array.from(inner.targets),
    sources: Int32Array.from(inner.sources),
    order: Int32Array.from(upper.order),
    diagonal: Int32Array.from(upper.diagonal),
    upperStarts: Int32Array.from(upper.starts),
    uppers: Int32Array.from(upper.slots),
    upperColumns: Int32Array.from(upper.columns),
  };
}

function cheapest(
  open: ReadonlySet<number>,
  right: readonly ReadonlyMap<number, number>[],
  below: readonly ReadonlySet<number>[],
): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const i of open) {
    const cost = ((right[i]?.size as number) - 1) * ((below[i]?.size as number) - 1);
    if (cost < least) {
      best = i;
      least = cost;
    }
  }
  return best;
}
