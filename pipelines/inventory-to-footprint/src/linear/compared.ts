import type { Solved } from "../solver/sparse-solver.ts";
import { changedSolver } from "./changed-solver.ts";
import type { Changes } from "./changed-system.ts";
import { directBy, type MethodImpact } from "./direct-by.ts";
import type { StatusOfBoth } from "./figure-status.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { Fallback, LinearSolver } from "./linear-solver.ts";
import type { LinearSystem, Named } from "./linear-system.ts";
import { unitPer } from "./methods-asked.ts";

/** The footprint of one unit before and after changes, and what each process has to do with the difference. */
export interface Compared {
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  /** Of all amounts here. */
  readonly unit: string;
  /** Where either is a lower bound, what was left out may differ too. */
  readonly status: StatusOfBoth;
  /** Direct contributions that differ, the largest difference first. They add up to the difference. */
  readonly contributions: readonly {
    readonly id: string;
    readonly before: number;
    readonly after: number;
    readonly difference: number;
  }[];
  readonly solvedBy: Solved["method"];
}

/** The method's unit per the product's, both known as they were solved; a change moves neither. */
function unitOf(
  { products, methods }: LinearSystem,
  asked: { readonly product: string; readonly method: string },
): string {
  const product = products.find(({ id }) => id === asked.product) as Named;
  return unitPer(methods.find(({ id }) => id === asked.method) as Named, product);
}

/**
 * Replaces products, then entries, and solves anew. Refused beside what solving refuses: `bad-change`, what nobody knows or demands;
 * `unknown-impact`, before or after.
 */
export function compared(
  before: LinearSolver,
  asked: Changes & { readonly product: string; readonly method: string; readonly fallback: Fallback },
): LcaAnswer<Compared> {
  const after = changedSolver(before, asked);
  if (after.kind !== "accept") return after;
  const [a, b] = [directBy(before, asked), directBy(after.value, asked)];
  if (a.kind !== "accept") return a;
  if (b.kind !== "accept") return b;
  const [[was], [is]] = [a.value.impacts as [MethodImpact], b.value.impacts as [MethodImpact]]; // one method was asked for
  const contributions = before.system.processes
    .map(({ id }, j) => {
      const [had, has] = [was.direct[j] as number, is.direct[j] as number];
      return { id, before: had, after: has, difference: has - had };
    })
    .filter(({ difference }) => difference !== 0)
    .sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference));
  return {
    kind: "accept",
    value: {
      ...{ before: was.total, after: is.total, difference: is.total - was.total, unit: unitOf(before.system, asked) },
      status: { before: was.status, after: is.status },
      ...{ contributions, solvedBy: b.value.solvedBy },
    },
  };
}
