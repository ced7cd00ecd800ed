import { type Matrix, sizeOf } from "../matrix.ts";

/** The pattern of N + N^T without its diagonal: node i has the neighbours `nodes[starts[i]]` to `nodes[starts[i + 1] - 1]`. */
export interface Neighbours {
  readonly starts: Int32Array;
  readonly nodes: Int32Array;
}

export function neighboursOf(matrix: Matrix): Neighbours {
  const { starts, rows } = matrix;
  const n = sizeOf(matrix);
  const across = transposedPattern(matrix);
  const seen = new Int32Array(n).fill(-1);
  const ends = new Int32Array(n + 1);
  const nodes = new Int32Array(2 * rows.length);
  let used = 0;
  for (let j = 0; j < n; j++) {
    seen[j] = j;
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
      const i = rows[k] as number;
      if (seen[i] === j) continue;
      seen[i] = j;
      nodes[used++] = i;
    }
    for (let k = across.starts[j] as number; k < (across.starts[j + 1] as number); k++) {
      const i = across.nodes[k] as number;
      if (seen[i] === j) continue;
      seen[i] = j;
      nodes[used++] = i;
    }
    ends[j + 1] = used;
  }
  return { starts: ends, nodes: nodes.slice(0, used) };
}

/** Columns of each row. */
function transposedPattern(matrix: Matrix): Neighbours {
  const { starts, rows } = matrix;
  const n = sizeOf(matrix);
  const ends = new Int32Array(n + 1);
  for (const i of rows) ends[i + 1] = (ends[i + 1] as number) + 1;
  for (let i = 0; i < n; i++) ends[i + 1] = (ends[i + 1] as number) + (ends[i] as number);
  const next = ends.slice(0, n);
  const nodes = new Int32Array(rows.length);
  for (let j = 0; j < n; j++) {
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
      const i = rows[k] as number;
      const at = next[i] as number;
      next[i] = at + 1;
      nodes[at] = j;
    }
  }
  return { starts: ends, nodes };
}
