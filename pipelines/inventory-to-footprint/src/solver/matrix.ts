/**
 * A square matrix in compressed columns: column j holds entries `starts[j]` to `starts[j + 1] - 1`, by rising row, no place twice.
 * Of a technosphere M row i is product i and column j the process j; outputs are positive, inputs negative.
 */
export interface Matrix {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

export const sizeOf = ({ starts }: Matrix): number => starts.length - 1;
