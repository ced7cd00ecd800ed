import { type LcaAnswer, refuseLca } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import type { LinearSystem, Sparse } from "./linear-system.ts";
import { type Replacement, replacedProducts } from "./replaced-products.ts";

/** An entry as it shall be: signed as it stands in the matrix. */
export interface EntryChange {
  /** Of M: product and process; of B: flow and process; of C: method and flow. */
  readonly matrix: "A" | "B" | "C";
  readonly row: string;
  readonly column: string;
  readonly value: number;
}

/** How a system shall differ: products are replaced, then entries set. */
export interface Changes {
  readonly changes: readonly EntryChange[];
  readonly replacements?: readonly Replacement[];
}

/** The system as it shall be; the one given is left as it is. Refused: `bad-change`. */
export function changedSystem(solver: LinearSolver, { changes, replacements = [] }: Changes): LcaAnswer<LinearSystem> {
  const { system } = solver;
  const replaced = replacedProducts(solver, replacements);
  if (replaced.kind !== "accept") return replaced;
  let [M, { B, C }] = [replaced.value, system];
  for (const { matrix, row, column, value } of changes) {
    const [rows, columns] =
      matrix === "A"
        ? [system.products, system.processes]
        : matrix === "B"
          ? [system.flows, system.processes]
          : [system.methods, system.flows];
    const [i, j] = [rows.findIndex(({ id }) => id === row), columns.findIndex(({ id }) => id === column)];
    if (i === -1 || j === -1 || !Number.isFinite(value)) {
      const what = i === -1 ? `no row "${row}"` : j === -1 ? `no column "${column}"` : `no number "${value}"`;
      return refuseLca("bad-change", `${matrix}:${row},${column}=${value} cannot be set: ${matrix}.mtx has ${what}.`, [
        i === -1 ? row : column,
      ]);
    }
    if (matrix === "A") M = withEntry(M, i, j, value);
    else if (matrix === "B") B = withEntry(B, i, j, value);
    else C = withEntry(C, i, j, value);
  }
  return { kind: "accept", value: { ...system, M, B, C } };
}

function withEntry({ starts, rows, values, ...shape }: Sparse, row: number, column: number, value: number): Sparse {
  const [from, to] = [starts[column] as number, starts[column + 1] as number];
  let at = from;
  while (at < to && (rows[at] as number) < row) at += 1;
  if (at < to && rows[at] === row) return { ...shape, starts, rows, values: values.with(at, value) };
  const wider = starts.map((start, j) => (j > column ? start + 1 : start));
  const nextRows = new Int32Array(rows.length + 1);
  const nextValues = new Float64Array(values.length + 1);
  nextRows.set(rows.subarray(0, at));
  nextRows[at] = row;
  nextRows.set(rows.subarray(at), at + 1);
  nextValues.set(values.subarray(0, at));
  nextValues[at] = value;
  nextValues.set(values.subarray(at), at + 1);
  return { ...shape, starts: wider, rows: nextRows, values: nextValues };
}
