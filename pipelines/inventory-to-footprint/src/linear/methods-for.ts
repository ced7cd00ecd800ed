import type { LcaAnswer } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { methodsAsked } from "./methods-asked.ts";
import { refusedAsUnknown } from "./unknown-impacts.ts";

/**
 * The methods that a question about one product (its place) is about, as `methodsAsked`. Refused beside it: one method by which the impact
 * of the product is unknown. Among all methods such a one is no refusal: its value is unknown.
 */
export function methodsFor(
  solver: LinearSolver,
  product: number,
  id: string | undefined,
): LcaAnswer<readonly number[]> {
  const methods = methodsAsked(solver.system, id);
  if (methods.kind !== "accept" || id === undefined) return methods;
  const [method] = methods.value as [number]; // one was asked for
  return refusedAsUnknown(solver, { product, method }) ?? methods;
}
