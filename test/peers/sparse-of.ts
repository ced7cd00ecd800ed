import type { Sparse } from "@celadon/inventory-to-footprint/systems";

/** A matrix of columns, each a list of rows and values, no row twice. */
export function sparseOf(rowCount: number, columns: readonly (readonly (readonly [number, number])[])[]): Sparse {
  const starts = new Int32Array(columns.length + 1);
  const rows: number[] = [];
  const values: number[] = [];
  for (const [j, column] of columns.entries()) {
    for (const [row, value] of column.toSorted(([a], [b]) => a - b)) {
      rows.push(row);
      values.push(value);
    }
    starts[j + 1] = rows.length;
  }
  return {
    rowCount,
    columnCount: columns.length,
    starts,
    rows: Int32Array.from(rows),
    values: Float64Array.from(values),
  };
}
