import { type DenseLu, factorise } from "./dense-lu.ts";
import type { ProcessSystem } from "./process-system.ts";

/** Column j of M as two aligned arrays: the rows, and the entries. */
interface Column {
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/** Processes that feed each other (or one alone): their columns of M, and the factors of their block of M^T. */
export interface Loop {
  readonly members: Int32Array;
  readonly columns: readonly Column[];
  readonly factors: DenseLu;
}

export function loopOf({ starts, rows, values }: ProcessSystem, members: Int32Array): Loop {
  const size = members.length;
  const local = new Map([...members].map((i, at) => [i, at]));
  const block = new Float64Array(size * size);
  const columns = [...members].map((j) => ({
    rows: rows.subarray(starts[j], starts[j + 1]),
    values: values.subarray(starts[j], starts[j + 1]),
  }));
  columns.forEach((column, at) => {
    column.rows.forEach((row, k) => {
      const place = local.get(row);
      if (place !== undefined) block[at * size + place] = column.values[k] as number;
    });
  });
  return { members, columns, factors: factorise(block, size) };
}
