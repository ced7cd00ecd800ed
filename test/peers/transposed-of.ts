import type { Sparse } from "@celadon/inventory-to-footprint/systems";
import { sparseOf } from "./sparse-of.ts";

export function transposedOf({ rowCount, columnCount, starts, rows, values }: Sparse): Sparse {
  const columns = Array.from({ length: rowCount }, (): [number, number][] => []);
  for (let j = 0; j < columnCount; j++)
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++)
      columns[rows[k] as number]?.push([j, values[k] as number]);
  return sparseOf(columnCount, columns);
}
