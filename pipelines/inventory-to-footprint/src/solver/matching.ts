import { type Matrix, sizeOf } from "./matrix.ts";

/** A column for every row, by an entry that is not 0; or the largest such matching, where none is full. */
export interface Matching {
  /** The column of each row; -1 where it has none. */
  readonly columnOf: Int32Array;
  /** The row of each column; -1 where it has none. */
  readonly rowOf: Int32Array;
  readonly isFull: boolean;
}

/**
 * Gives each process a product of its own to answer for, so that no diagonal entry is 0: first its reference product (row j of column
 * j), then along augmenting paths (maximum transversal, Duff 1981, with a look ahead and stacks of its own). A matrix whose natural
 * diagonal has zeros may be perfectly regular.
 */
export function matchingOf(matrix: Matrix): Matching {
  const n = sizeOf(matrix);
  const { starts, rows, values } = matrix;
  const columnOf = new Int32Array(n).fill(-1);
  const rowOf = new Int32Array(n).fill(-1);
  for (let j = 0; j < n; j++) {
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
      if (rows[k] !== j || values[k] === 0) continue;
      columnOf[j] = j;
      rowOf[j] = j;
    }
  }
  const search = augmenting(matrix, columnOf, rowOf);
  let isFull = true;
  for (let j = 0; j < n; j++) if (rowOf[j] === -1 && !search(j)) isFull = false;
  return { columnOf, rowOf, isFull };
}

/** Finds an augmenting path from a free column, and takes it. */
function augmenting({ starts, rows, values }: Matrix, columnOf: Int32Array, rowOf: Int32Array) {
  const n = rowOf.length;
  const seen = new Int32Array(n).fill(-1);
  const next = new Int32Array(n);
  const free = starts.slice(0, n); // where the look for a free row goes on
  const path = new Int32Array(n);

  const freeRowOf = (j: number): number => {
    for (let k = free[j] as number; k < (starts[j + 1] as number); k++) {
      if (values[k] !== 0 && columnOf[rows[k] as number] === -1) {
        free[j] = k + 1;
        return rows[k] as number;
      }
    }
    free[j] = starts[j + 1] as number;
    return -1;
  };

  return (root: number): boolean => {
    let depth = 0;
    path[0] = root;
    seen[root] = root;
    next[root] = starts[root] as number;
    while (depth >= 0) {
      const j = path[depth] as number;
      let row = freeRowOf(j);
      if (row !== -1) {
        for (; depth >= 0; depth--) {
          const column = path[depth] as number;
          const before = rowOf[column] as number;
          columnOf[row] = column;
          rowOf[column] = row;
          row = before;
        }
        return true;
      }
      const k = next[j] as number;
      if (k >= (starts[j + 1] as number)) {
        depth -= 1;
        continue;
      }
      next[j] = k + 1;
      if (values[k] === 0) continue;
      const owner = columnOf[rows[k] as number] as number; // not free, as was just looked
      if (seen[owner] === root) continue;
      seen[owner] = root;
      next[owner] = starts[owner] as number;
      depth += 1;
      path[depth] = owner;
    }
    return false;
  };
}

/**
 * Where no matching is full: the products that together have fewer processes than they are, and the processes that together have
 * fewer products (the sets that alternating paths reach from what is left over; Dulmage and Mendelsohn 1958).
 */
export function unmatchedSets(
  { starts, rows, values }: Matrix,
  { columnOf, rowOf }: Matching,
): { readonly rows: readonly number[]; readonly columns: readonly number[] } {
  const n = rowOf.length;
  // Processes that compete for too few products: from a free column over its rows to the columns that hold them.
  const columns = new Set<number>();
  const openColumns = [...rowOf.keys()].filter((j) => rowOf[j] === -1);
  for (let j = openColumns.pop(); j !== undefined; j = openColumns.pop()) {
    if (columns.has(j)) continue;
    columns.add(j);
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
      const owner = columnOf[rows[k] as number] as number;
      if (values[k] !== 0 && owner !== -1) openColumns.push(owner);
    }
  }
  // Products that compete for too few processes: from a free row over the columns that could serve it to the rows those serve.
  const columnsOfRow: number[][] = Array.from({ length: n }, () => []);
  for (let j = 0; j < n; j++)
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++)
      if (values[k] !== 0) columnsOfRow[rows[k] as number]?.push(j);
  const short = new Set<number>();
  const openRows = [...columnOf.keys()].filter((i) => columnOf[i] === -1);
  for (let i = openRows.pop(); i !== undefined; i = openRows.pop()) {
    if (short.has(i)) continue;
    short.add(i);
    for (const j of columnsOfRow[i] ?? []) if (rowOf[j] !== -1) openRows.push(rowOf[j] as number);
  }
  const rising = (set: ReadonlySet<number>): readonly number[] => [...set].sort((a, b) => a - b);
  return { rows: rising(short), columns: rising(columns) };
}
