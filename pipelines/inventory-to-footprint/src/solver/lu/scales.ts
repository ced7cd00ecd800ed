import { type Matrix, sizeOf } from "../matrix.ts";
import { powerOfTwo } from "./power-of-two.ts";

/** Powers of two for rows and columns: multiplying by them rounds nothing. */
export interface Scales {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
}

/** Scales with which the largest entry of each row and column lies in [1, 2), or nearly: rows first, then columns, three times. */
export function scalesOf({ starts, rows, values }: Matrix): Scales {
  const n = sizeOf({ starts, rows, values });
  const scales = { rows: new Float64Array(n).fill(1), columns: new Float64Array(n).fill(1) };
  const largest = new Float64Array(n);
  for (let pass = 0; pass < 3; pass++) {
    largest.fill(0);
    for (let j = 0; j < n; j++) {
      const by = scales.columns[j] as number;
      for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
        const i = rows[k] as number;
        largest[i] = Math.max(largest[i] as number, Math.abs(values[k] as number) * by);
      }
    }
    scaleDown(scales.rows, largest);
    for (let j = 0; j < n; j++) {
      let size = 0;
      for (let k = starts[j] as number; k < (starts[j + 1] as number); k++)
        size = Math.max(size, Math.abs(values[k] as number) * (scales.rows[rows[k] as number] as number));
      largest[j] = size;
    }
    scaleDown(scales.columns, largest);
  }
  return scales;
}

/** A line without any entry keeps its scale. */
function scaleDown(scales: Float64Array, largest: Float64Array): void {
  for (let i = 0; i < scales.length; i++) {
    const size = largest[i] as number;
    if (size !== 0 && Number.isFinite(size)) scales[i] = 1 / powerOfTwo(size);
  }
}
