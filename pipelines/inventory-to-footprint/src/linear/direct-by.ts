import type { Solved } from "../solver/sparse-solver.ts";
import { directImpacts } from "./direct-impacts.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { hasFactors, methodsAsked } from "./methods-asked.ts";
import { signedSum } from "./signed-sum.ts";
import { unitDemand } from "./unit-demand.ts";
import { refusedAsUnknown } from "./unknown-impacts.ts";

/** What one unit of a product causes by one method. */
export interface MethodImpact {
  /** The place of the method. */
  readonly method: number;
  /** Whether it has a factor for any flow of the system, and each process states what it needs; else its impact is unknown, not 0. */
  readonly isKnown: boolean;
  /** d_j = q_j s_j, by process. */
  readonly direct: Float64Array;
  readonly total: number;
}

/**
 * Direct contributions and totals of one unit of a product: by one method, or by all where none is named. Refused: `unknown-impact` by the
 * method named.
 */
export function directBy(
  solver: LinearSolver,
  { product, method }: { readonly product: string; readonly method?: string },
): LcaAnswer<{ readonly impacts: readonly MethodImpact[]; readonly solvedBy: Solved["method"] }> {
  const { system } = solver;
  const demand = unitDemand(solver, product);
  if (demand.kind !== "accept") return demand;
  const methods = methodsAsked(system, method);
  if (methods.kind !== "accept") return methods;
  const { supply, index } = demand.value;
  const refusalBy = (place: number) => refusedAsUnknown(solver, { product: index, method: place });
  const [first] = methods.value;
  const refusal = method === undefined || first === undefined ? undefined : refusalBy(first);
  if (refusal !== undefined) return refusal;
  const q = directImpacts(system, methods.value);
  const hasFactor = hasFactors(system);
  const isKnown = (place: number): boolean => hasFactor(place) && refusalBy(place) === undefined;
  return {
    kind: "accept",
    value: {
      impacts: methods.value.map((place, m) => {
        const direct = supply.values.map((s, j) => s * (q.values[j * q.count + m] as number));
        return { method: place, isKnown: isKnown(place), direct, total: signedSum(direct).total };
      }),
      solvedBy: supply.method,
    },
  };
}
