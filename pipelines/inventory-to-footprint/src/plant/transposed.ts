import type { ProcessSystem } from "./process-system.ts";

/**
 * M with rows and columns exchanged. `M s = f` is the adjoint of the transposed system, so that one port solves both ways.
 * Names keep their index: position i stays the product and the process that makes it.
 */
export function transposed({ products, processes, starts, rows, values }: ProcessSystem): ProcessSystem {
  const n = products.length;
  const nextStarts = new Int32Array(n + 1);
  for (const row of rows) nextStarts[row + 1] = (nextStarts[row + 1] as number) + 1;
  for (let i = 0; i < n; i++) nextStarts[i + 1] = (nextStarts[i + 1] as number) + (nextStarts[i] as number);
  const place = nextStarts.slice(0, n);
  const nextRows = new Int32Array(rows.length);
  const nextValues = new Float64Array(rows.length);
  for (let j = 0; j < n; j++) {
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
      const row = rows[k] as number;
      const at = place[row] as number;
      nextRows[at] = j;
      nextValues[at] = values[k] as number;
      place[row] = at + 1;
    }
  }
  return { products, processes, starts: nextStarts, rows: nextRows, values: nextValues };
}
