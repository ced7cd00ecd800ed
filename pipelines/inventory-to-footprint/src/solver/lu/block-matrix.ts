import type { Arrangement } from "../arrangement.ts";
import type { Matrix } from "../matrix.ts";
import type { Span } from "../sweeps.ts";

/** One block of an arrangement as a matrix of its own: column p - from holds what place p uses of its block, by rising place. */
export function blockMatrix({ starts, inside, places, values, diagonal }: Arrangement, { from, to }: Span): Matrix {
  const columns = new Int32Array(to - from + 1);
  for (let p = from; p < to; p++)
    columns[p - from + 1] = (columns[p - from] as number) + (starts[p + 1] as number) - (inside[p] as number) + 1;
  const count = columns[to - from] as number;
  const matrix = { starts: columns, rows: new Int32Array(count), values: new Float64Array(count) };
  let at = 0;
  const put = (place: number, value: number): void => {
    matrix.rows[at] = place - from;
    matrix.values[at] = value;
    at += 1;
  };
  for (let p = from; p < to; p++) {
    const end = starts[p + 1] as number;
    let k = inside[p] as number;
    for (; k < end && (places[k] as number) < p; k++) put(places[k] as number, values[k] as number);
    put(p, diagonal[p] as number);
    for (; k < end; k++) put(places[k] as number, values[k] as number);
  }
  return matrix;
}
