import type { Solved } from "../solver/sparse-solver.ts";
import { directImpacts } from "./direct-impacts.ts";
import { indexOfId } from "./index-of-id.ts";
import { type LcaAnswer, refuseLca } from "./lca-refusal.ts";
import { type Fallback, type LinearSolver, linearSolver } from "./linear-solver.ts";
import type { LinearSystem, Sparse } from "./linear-system.ts";
import { methodsAsked } from "./methods-asked.ts";

/** An entry as it shall be: signed as it stands in the matrix. */
export interface EntryChange {
  /** Of M: product and process; of B: flow and process; of C: method and flow. */
  readonly matrix: "A" | "B" | "C";
  readonly row: string;
  readonly column: string;
  readonly value: number;
}

/** The footprint of one unit before and after changes, and what each process has to do with the difference. */
export interface Compared {
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  /** Direct contributions that differ, the largest difference first. They add up to the difference. */
  readonly contributions: readonly {
    readonly id: string;
    readonly before: number;
    readonly after: number;
    readonly difference: number;
  }[];
  readonly solvedBy: Solved["method"];
}

/**
 * Replaces entries and solves anew. Refused beside what solving refuses: `bad-change`, a row or column that nobody knows.
 */
export function compared(
  before: LinearSolver,
  asked: {
    readonly product: string;
    readonly method: string;
    readonly changes: readonly EntryChange[];
    readonly fallback: Fallback;
  },
): LcaAnswer<Compared> {
  const changed = changedSystem(before.system, asked.changes);
  if (changed.kind !== "accept") return changed;
  const after = linearSolver(changed.value, asked.fallback);
  if (after.kind !== "accept") return after;
  const [a, b] = [directBy(before, asked), directBy(after.value, asked)];
  if (a.kind !== "accept") return a;
  if (b.kind !== "accept") return b;
  const processes = before.system.processes;
  const contributions = processes
    .map(({ id }, j) => {
      const [was, is] = [a.value.direct[j] as number, b.value.direct[j] as number];
      return { id, before: was, after: is, difference: is - was };
    })
    .filter(({ difference }) => difference !== 0)
    .sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference));
  const [was, is] = [a.value.total, b.value.total];
  return {
    kind: "accept",
    value: { before: was, after: is, difference: is - was, contributions, solvedBy: b.value.solvedBy },
  };
}

function directBy(
  solver: LinearSolver,
  { product, method }: { readonly product: string; readonly method: string },
): LcaAnswer<{ readonly direct: Float64Array; readonly total: number; readonly solvedBy: Solved["method"] }> {
  const { system } = solver;
  const index = indexOfId("unknown-demand", product, system.products);
  if (index.kind !== "accept") return index;
  const methods = methodsAsked(system, method);
  if (methods.kind !== "accept") return methods;
  const q = directImpacts(system, methods.value).values;
  const f = new Float64Array(system.products.length);
  f[index.value] = 1;
  const supply = solver.forward({ count: 1, values: f });
  if (supply.kind !== "accept") return supply;
  const direct = supply.value.values.map((s, j) => s * (q[j] as number));
  const total = direct.reduce((sum, d) => sum + Math.max(d, 0), 0) + direct.reduce((sum, d) => sum + Math.min(d, 0), 0);
  return { kind: "accept", value: { direct, total, solvedBy: supply.value.method } };
}

/** The system with entries replaced; the one given is left as it is. */
function changedSystem(system: LinearSystem, changes: readonly EntryChange[]): LcaAnswer<LinearSystem> {
  let { M, B, C } = system;
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
    const replaced = withEntry(matrix === "A" ? M : matrix === "B" ? B : C, i, j, value);
    if (matrix === "A") M = replaced;
    else if (matrix === "B") B = replaced;
    else C = replaced;
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
