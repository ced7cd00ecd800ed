import { type LcaRefusal, listed, refuseLca } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import type { Named } from "./linear-system.ts";
import { neededBy } from "./needed-by.ts";
import { restsOn } from "./rests-on.ts";

/**
 * Which products have no known impact by a method, because one of the processes they rest on has none: a sum without it would be a
 * smaller number that looks complete. `method` by place, answers by place of the product.
 */
export function unknownImpacts(solver: LinearSolver): (method: number) => (product: number) => boolean {
  return (method) => restsOn(solver, unknownFor(solver, method));
}

/** The refusal where one impact is asked for that is not known; undefined where it is. Names the processes that lack it. */
export function refusedAsUnknown(
  solver: LinearSolver,
  { product, method }: { readonly product: number; readonly method: number },
): LcaRefusal | undefined {
  const { system } = solver;
  const unknown = unknownFor(solver, method);
  if (unknown.length === 0) return undefined;
  const isNeeded = new Set(neededBy(solver, product));
  const needed = unknown.filter((j) => isNeeded.has(j));
  if (needed.length === 0) return undefined;
  const ids = needed.map((j) => (system.processes[j] as Named).id);
  const [of, by] = [(system.products[product] as Named).id, (system.methods[method] as Named).id];
  return refuseLca(
    "unknown-impact",
    `The impact of "${of}" by ${by} is unknown, not 0: it needs ${listed(ids)}, whose own impact by ${by} nobody states (unknown_for in processes.csv). Give their flows, or another supplier.`,
    ids,
  );
}

function unknownFor({ system }: LinearSolver, method: number): readonly number[] {
  const { id } = system.methods[method] as Named;
  return system.processes.flatMap(({ unknownFor }, j) => (unknownFor?.includes(id) === true ? [j] : []));
}
