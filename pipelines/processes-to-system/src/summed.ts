import type { Entry } from "./process-system.ts";

/** One place of a matrix: the sum of its entries, and the entries themselves. */
export interface Place {
  readonly row: number;
  readonly col: number;
  readonly value: number;
  readonly entries: readonly Entry[];
}

/** Entries by place, column by column, summed in order of value, so that no order of the input changes a bit. */
export function summed(entries: readonly Entry[]): readonly Place[] {
  const places = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = `${entry.row},${entry.col}`;
    const there = places.get(key);
    if (there === undefined) places.set(key, [entry]);
    else there.push(entry);
  }
  return [...places.values()]
    .map((there): Place => {
      const sorted = there.sort((a, b) => a.value - b.value);
      const { row, col } = sorted[0] as Entry; // no place is made without an entry
      return { row, col, value: sorted.reduce((sum, one) => sum + one.value, 0), entries: sorted };
    })
    .sort((a, b) => a.col - b.col || a.row - b.row);
}
