import type { Arrangement } from "../solver/arrangement.ts";
import type { Matrix } from "../solver/matrix.ts";

/**
 * An arrangement whose numbers can be exchanged: the same pattern, other values. `load` takes the values by entry of the matrix and
 * leaves them, over the diagonal too, where the sweeps read them.
 */
export interface LoadedArrangement {
  readonly arrangement: Arrangement;
  /** An entry that was 0 when the matrix was arranged has no place and stays 0. */
  readonly load: (values: Float64Array) => void;
}

export function loadedArrangement(matrix: Matrix, a: Arrangement): LoadedArrangement {
  const [entries, n] = [a.values.length, a.diagonal.length];
  const all = new Float64Array(entries + n + 1); // entries, then the diagonal, then what has no place
  const slots = slotsOf(matrix, a);
  const arrangement: Arrangement = {
    ...a,
    values: all.subarray(0, entries),
    diagonal: all.subarray(entries, entries + n),
    scaled: new Float64Array(entries),
  };
  const { starts, values: used, diagonal, scaled } = arrangement;
  return {
    arrangement,
    load: (values) => {
      for (let k = 0; k < slots.length; k++) all[slots[k] as number] = values[k] as number;
      for (let p = 0; p < n; p++) {
        const own = diagonal[p] as number;
        const end = starts[p + 1] as number;
        for (let k = starts[p] as number; k < end; k++) scaled[k] = (used[k] as number) / own;
      }
    },
  };
}

/** Of each entry of the matrix: its place among the values of the arrangement, behind them on the diagonal, or the last of all. */
function slotsOf({ starts, rows, values }: Matrix, a: Arrangement): Int32Array {
  const [entries, n] = [a.values.length, a.diagonal.length];
  const placeOfRow = new Int32Array(n);
  for (let p = 0; p < n; p++) placeOfRow[a.rows[p] as number] = p;
  const slots = new Int32Array(rows.length).fill(entries + n);
  const slotOfPlace = new Int32Array(n); // of this column; read only where just written
  for (let p = 0; p < n; p++) {
    for (let k = a.starts[p] as number; k < (a.starts[p + 1] as number); k++) slotOfPlace[a.places[k] as number] = k;
    const j = a.columns[p] as number;
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
      const place = placeOfRow[rows[k] as number] as number;
      if (place === p) slots[k] = entries + p;
      else if (values[k] !== 0) slots[k] = slotOfPlace[place] as number;
    }
  }
  return slots;
}
