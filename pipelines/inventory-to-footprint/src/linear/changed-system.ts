import { didYouMean } from "@celadon/quantity";
import { type LcaAnswer, refuseLca } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import type { LinearSystem, Named, Sparse } from "./linear-system.ts";
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

/** The system as it shall be; the one given is left as it is. Of one place the last change counts; a factor that was unknown is known once it is set. Refused: `bad-change`. */
export function changedSystem(solver: LinearSolver, { changes, replacements = [] }: Changes): LcaAnswer<LinearSystem> {
  const { system } = solver;
  const replaced = replacedProducts(solver, replacements);
  if (replaced.kind !== "accept") return replaced;
  const known = new Map<List, Places>();
  const placesOf = (list: List): Places => {
    const places = known.get(list) ?? placesById(system[list]);
    known.set(list, places);
    return places;
  };
  const next: Readonly<Record<EntryChange["matrix"], ColumnChanges>> = { A: new Map(), B: new Map(), C: new Map() };
  for (const { matrix, row, column, value } of changes) {
    const [rows, columns] = sides[matrix];
    const [i, j] = [placesOf(rows).get(row), placesOf(columns).get(column)];
    const change = `${matrix}:${row},${column}=${value} cannot be set:`;
    if (!Number.isFinite(value)) return refuseLca("bad-change", `${change} its value is no number.`, [row]);
    if (i === undefined || j === undefined) {
      const [side, id, list] = i === undefined ? (["row", row, rows] as const) : (["column", column, columns] as const);
      const ids = system[list].map((one) => one.id);
      const rule = `${change} ${matrix}.mtx has no ${side} "${id}".${didYouMean(id, ids)}`;
      return refuseLca("bad-change", `${rule} Its ${side}s stand in ${list}.csv.`, [id]);
    }
    const ofColumn = next[matrix].get(j) ?? new Map<number, number>();
    next[matrix].set(j, ofColumn.set(i, value));
  }
  const [M, B, C] = [withEntries(replaced.value, next.A), withEntries(system.B, next.B), withEntries(system.C, next.C)];
  const flows = system.flows.map((flow, place) => withStated(flow, system.methods, next.C.get(place)));
  return { kind: "accept", value: { ...system, flows, M, B, C } };
}

/** A flow whose factor is set is known by that method. */
function withStated(flow: Named, methods: readonly Named[], set: ReadonlyMap<number, number> | undefined): Named {
  const { unknownFor, ...known } = flow;
  if (unknownFor === undefined || set === undefined) return flow;
  const stated = new Set([...set.keys()].map((method) => methods[method]?.id));
  const left = unknownFor.filter((id) => !stated.has(id));
  return left.length === 0 ? known : { ...known, unknownFor: left };
}

/** The lists that the rows and columns of a matrix stand in, named as their files. */
const sides = { A: ["products", "processes"], B: ["flows", "processes"], C: ["methods", "flows"] } as const;

type List = "products" | "processes" | "flows" | "methods";
type Places = ReadonlyMap<string, number>;
/** Values by column, then by row. */
type ColumnChanges = Map<number, Map<number, number>>;

const placesById = (list: readonly Named[]): Places => new Map(list.map(({ id }, place) => [id, place]));

/** The matrix with all its changes at once: one copy, however many there are. */
function withEntries(sparse: Sparse, changes: ColumnChanges): Sparse {
  if (changes.size === 0) return sparse;
  const { rowCount, columnCount, starts, rows, values } = sparse;
  const most = [...changes.values()].reduce((sum, { size }) => sum + size, rows.length);
  const [nextStarts, nextRows, nextValues] = [
    new Int32Array(starts.length),
    new Int32Array(most),
    new Float64Array(most),
  ];
  let out = 0;
  for (let j = 0; j < columnCount; j++) {
    const [from, to] = [starts[j] as number, starts[j + 1] as number];
    const changed = changes.get(j);
    if (changed === undefined) {
      nextRows.set(rows.subarray(from, to), out);
      nextValues.set(values.subarray(from, to), out);
      out += to - from;
    } else {
      const column = new Map(changed);
      for (let k = from; k < to; k++) {
        const row = rows[k] as number;
        if (!column.has(row)) column.set(row, values[k] as number);
      }
      for (const [row, value] of [...column].sort(([a], [b]) => a - b)) {
        nextRows[out] = row;
        nextValues[out] = value;
        out += 1;
      }
    }
    nextStarts[j + 1] = out;
  }
  return { rowCount, columnCount, starts: nextStarts, rows: nextRows.slice(0, out), values: nextValues.slice(0, out) };
}
