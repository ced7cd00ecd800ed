import type { Sparse } from "./linear-system.ts";

/** Entries in any order, places more than once. */
export interface Entries {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/**
 * Compressed columns of entries: by rising row, those of one place summed in order of value, so that the order in which they came
 * changes no bit. Counting sorts by row, then by column.
 */
export function compressed({ rowCount, columnCount, rows, columns, values }: Entries): Sparse {
  const count = values.length;
  const byRow = counted(rows, rowCount, undefined);
  const order = counted(columns, columnCount, byRow);
  const starts = new Int32Array(columnCount + 1);
  const outRows = new Int32Array(count);
  const outValues = new Float64Array(count);
  let out = 0;
  for (let at = 0; at < count; ) {
    const first = order[at] as number;
    const [row, column] = [rows[first] as number, columns[first] as number];
    let end = at + 1;
    while (end < count && rows[order[end] as number] === row && columns[order[end] as number] === column) end += 1;
    outRows[out] = row;
    outValues[out] = end === at + 1 ? (values[first] as number) : summed(order.subarray(at, end), values);
    out += 1;
    starts[column + 1] = out;
    at = end;
  }
  for (let j = 0; j < columnCount; j++) starts[j + 1] = Math.max(starts[j + 1] as number, starts[j] as number);
  return { rowCount, columnCount, starts, rows: outRows.slice(0, out), values: outValues.slice(0, out) };
}

/** A stable order of entries by key, from another order. */
function counted(keys: Int32Array, most: number, before: Int32Array | undefined): Int32Array {
  const ends = new Int32Array(most + 1);
  for (const key of keys) ends[key + 1] = (ends[key + 1] as number) + 1;
  for (let i = 0; i < most; i++) ends[i + 1] = (ends[i + 1] as number) + (ends[i] as number);
  const order = new Int32Array(keys.length);
  for (let k = 0; k < keys.length; k++) {
    const entry = before === undefined ? k : (before[k] as number);
    const key = keys[entry] as number;
    const at = ends[key] as number;
    ends[key] = at + 1;
    order[at] = entry;
  }
  return order;
}

const summed = (entries: Int32Array, values: Float64Array): number =>
  Float64Array.from(entries, (entry) => values[entry] as number)
    .sort()
    .reduce((sum, value) => sum + value, 0);
