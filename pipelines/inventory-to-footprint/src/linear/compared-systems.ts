import type { Solved } from "../solver/sparse-solver.ts";
import { directBy, type MethodImpact } from "./direct-by.ts";
import type { FigureStatus, StatusOfBoth } from "./figure-status.ts";
import { type LcaAnswer, refuseLca } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import type { Named } from "./linear-system.ts";
import { unitPer } from "./methods-asked.ts";

/** The footprint of one unit of a product in two systems, and what each process has to do with the difference. */
export interface ComparedSystems {
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  /** Of all amounts here. */
  readonly unit: string;
  /** Where either is a lower bound, so little is known of the difference that it may have the other sign. */
  readonly status: StatusOfBoth;
  /**
   * Direct contributions that differ, the largest difference first; they add up to the difference. Processes are matched by their ids: null
   * on the side of a system that has no process of that id, where it contributes nothing.
   */
  readonly contributions: readonly {
    readonly id: string;
    readonly before: number | null;
    readonly after: number | null;
    readonly difference: number;
  }[];
  readonly solvedBy: Solved["method"];
}

/**
 * Compares two systems, such as those of two sets of parameters, or one plant by place and by market: each solved by itself, its product
 * and method found by their ids. Refused beside what solving refuses, with the side it is about: `wrong-unit`, where the product or the method
 * is counted in another unit on either side; `unknown-impact`, before or after.
 */
export function comparedSystems(
  before: LinearSolver,
  after: LinearSolver,
  asked: { readonly product: string; readonly method: string },
): LcaAnswer<ComparedSystems> {
  const [a, b] = [sideOf(before, "before", asked), sideOf(after, "after", asked)];
  if (a.kind !== "accept") return a;
  if (b.kind !== "accept") return b;
  const [was, is] = [a.value, b.value];
  if (was.unit !== is.unit)
    return refuseLca(
      "wrong-unit",
      `"${asked.product}" by ${asked.method} is told in ${was.unit} before and in ${is.unit} after, so that nothing says how far apart they are. Give both systems the same units.`,
      [asked.product, asked.method],
    );
  const ids = [...new Set([...was.direct.keys(), ...is.direct.keys()])];
  const contributions = ids
    .map((id) => {
      const [had, has] = [was.direct.get(id), is.direct.get(id)];
      const difference = (has === undefined ? 0 : has) - (had === undefined ? 0 : had);
      return { id, before: had ?? null, after: has ?? null, difference };
    })
    .filter(({ difference }) => difference !== 0)
    .sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference) || (x.id < y.id ? -1 : 1)); // an id stands once
  return {
    kind: "accept",
    value: {
      ...{ before: was.total, after: is.total, difference: is.total - was.total, unit: was.unit },
      status: { before: was.status, after: is.status },
      ...{ contributions, solvedBy: was.solvedBy === is.solvedBy ? is.solvedBy : "mixed" },
    },
  };
}

interface Side {
  readonly total: number;
  readonly unit: string;
  readonly status: FigureStatus;
  /** By id of the process. */
  readonly direct: ReadonlyMap<string, number>;
  readonly solvedBy: Solved["method"];
}

/** One of the two; its refusal says which. */
function sideOf(
  solver: LinearSolver,
  side: "before" | "after",
  asked: { readonly product: string; readonly method: string },
): LcaAnswer<Side> {
  const { products, processes, methods } = solver.system;
  const answer = directBy(solver, asked);
  if (answer.kind !== "accept") return { ...answer, message: `The system ${side}: ${answer.message}` };
  const [{ method, direct, total, status }] = answer.value.impacts as [MethodImpact]; // one method was asked for
  const product = products.find(({ id }) => id === asked.product) as Named; // known, as it was solved
  return {
    kind: "accept",
    value: {
      ...{ total, status },
      unit: unitPer(methods[method] as Named, product),
      direct: new Map(processes.map(({ id }, j) => [id, direct[j] as number])),
      solvedBy: answer.value.solvedBy,
    },
  };
}
