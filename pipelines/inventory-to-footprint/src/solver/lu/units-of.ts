import { type Matrix, sizeOf } from "../matrix.ts";
import { exponentOf } from "./power-of-two.ts";

const passes = 24;

/**
 * How large the answer y of N^T y = q is in each row by the units that the row seems to be counted in: the powers of two x_i for which
 * x_i N_ij z_j is nearest to 1, all in all, for some z. Of the exponents, by least squares, a side at a time (Curtis and Reid 1972). From
 * the entries alone: what comes of them in a factorisation, as noise in the place of a 0, has no say.
 */
export function unitsOf({ starts, rows, values }: Matrix): Float64Array {
  const n = sizeOf({ starts, rows, values });
  const exponents = values.map((value) => (value === 0 ? Number.NaN : exponentOf(value)));
  const [rowMeans, columnMeans] = [new Float64Array(n), new Float64Array(n)];
  const counts = new Int32Array(n);
  for (let pass = 0; pass < passes; pass++) {
    rowMeans.fill(0);
    counts.fill(0);
    for (let j = 0; j < n; j++)
      for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
        const exponent = exponents[k] as number;
        if (Number.isNaN(exponent)) continue;
        const i = rows[k] as number;
        rowMeans[i] = (rowMeans[i] as number) + exponent - (columnMeans[j] as number);
        counts[i] = (counts[i] as number) + 1;
      }
    for (let i = 0; i < n; i++) rowMeans[i] = (rowMeans[i] as number) / Math.max(1, counts[i] as number);
    for (let j = 0; j < n; j++) {
      let [sum, count] = [0, 0];
      for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
        const exponent = exponents[k] as number;
        if (Number.isNaN(exponent)) continue;
        sum += exponent - (rowMeans[rows[k] as number] as number);
        count += 1;
      }
      columnMeans[j] = sum / Math.max(1, count);
    }
  }
  return rowMeans.map((mean) => 2 ** -Math.round(mean));
}
