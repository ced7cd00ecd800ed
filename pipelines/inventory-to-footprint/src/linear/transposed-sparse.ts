import type { Sparse } from "./linear-system.ts";

/** Rows become columns; the entries of each by rising row. */
export function transposedSparse({ rowCount, columnCount, starts, rows, values }: Sparse): Sparse {
  const next = new Int32Array(rowCount + 1);
  for (const row of rows) next[row + 1] = (next[row + 1] as number) + 1;
  for (let i = 0; i < rowCount; i++) next[i + 1] = (next[i + 1] as number) + (next[i] as number);
  const places = next.slice(0, rowCount);
  const outRows = new Int32Array(rows.length);
  const outValues = new Float64Array(rows.length);
  for (let j = 0; j < columnCount; j++) {
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
      const row = rows[k] as number;
      const at = places[row] as number;
      places[row] = at + 1;
      outRows[at] = j;
      outValues[at] = values[k] as number;
    }
  }
  return { rowCount: columnCount, columnCount: rowCount, starts: next, rows: outRows, values: outValues };
}
