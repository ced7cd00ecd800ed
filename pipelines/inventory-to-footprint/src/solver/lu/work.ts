import { type Matrix, sizeOf } from "../matrix.ts";
import { type GrowingColumns, growingColumns } from "./growing-columns.ts";
import { type Scales, scalesOf } from "./scales.ts";
import { type Structure, structureFor } from "./structure.ts";

/** A factorisation under way. */
export interface Work extends Structure {
  readonly scales: Scales;
  readonly upper: GrowingColumns;
  readonly pivots: Float64Array;
  /** Column under way, by row of N; 0 between columns. */
  readonly x: Float64Array;
  growth: number;
  /** The first column at which no pivot was left, or -1. */
  broken: number;
}

export function workOn(matrix: Matrix, order: Int32Array): Work {
  const n = sizeOf(matrix);
  return {
    ...structureFor(matrix, order),
    scales: scalesOf(matrix),
    upper: growingColumns(n, 2 * matrix.rows.length),
    pivots: new Float64Array(n),
    x: new Float64Array(n),
    ...{ growth: 0, broken: -1 },
  };
}
