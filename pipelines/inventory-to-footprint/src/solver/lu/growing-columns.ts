import type { Columns } from "./factors.ts";

/** Columns that are written one after the other, into arrays that are made longer as they fill. */
export interface GrowingColumns extends Columns {
  rows: Int32Array;
  values: Float64Array;
  used: number;
}

export const growingColumns = (n: number, room: number): GrowingColumns => ({
  starts: new Int32Array(n + 1),
  rows: new Int32Array(room),
  values: new Float64Array(room),
  used: 0,
});

/** Sees to it that `more` entries fit. */
export function reserve(columns: GrowingColumns, more: number): void {
  const wanted = columns.used + more;
  if (wanted <= columns.rows.length) return;
  const room = Math.max(wanted, columns.rows.length + (columns.rows.length >> 1) + 64);
  const rows = new Int32Array(room);
  const values = new Float64Array(room);
  rows.set(columns.rows.subarray(0, columns.used));
  values.set(columns.values.subarray(0, columns.used));
  columns.rows = rows;
  columns.values = values;
}
