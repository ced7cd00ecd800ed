import type { Solved } from "../solver/sparse-solver.ts";
import { boundOf } from "./bound-of.ts";
import { directImpacts } from "./direct-impacts.ts";
import type { FigureStatus } from "./figure-status.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { hasFactors } from "./methods-asked.ts";
import { methodsFor } from "./methods-for.ts";
import { signedSum } from "./signed-sum.ts";
import { unitDemand } from "./unit-demand.ts";
import { unknownImpacts } from "./unknown-impacts.ts";

/** What one unit of a product causes by one method. */
export interface MethodImpact {
  /** The place of the method. */
  readonly method: number;
  /** Where it is `empty-method` or `unknown` the impact is unknown, not 0, whatever stands in `total`. */
  readonly status: FigureStatus;
  /** d_j = q_j s_j, by process. */
  readonly direct: Float64Array;
  readonly total: number;
}

/** Direct contributions and totals of one unit of a product: by one method, or by all where none is named. */
export function directBy(
  solver: LinearSolver,
  { product, method }: { readonly product: string; readonly method?: string },
): LcaAnswer<{ readonly impacts: readonly MethodImpact[]; readonly solvedBy: Solved["method"] }> {
  const { system } = solver;
  const demand = unitDemand(solver, product);
  if (demand.kind !== "accept") return demand;
  const methods = methodsFor(solver, demand.value.index, method);
  if (methods.kind !== "accept") return methods;
  const q = directImpacts(system, methods.value);
  const isMatched = hasFactors(system);
  const isUnknown = unknownImpacts(solver);
  const { index, supply } = demand.value;
  const known = boundOf(solver)(index);
  return {
    kind: "accept",
    value: {
      impacts: methods.value.map((place, m) => {
        const direct = supply.values.map((s, j) => s * (q.values[j * q.count + m] as number));
        return {
          method: place,
          status: !isMatched(place) ? "empty-method" : isUnknown(place)(index) ? "unknown" : known,
          direct,
          total: signedSum(direct).total,
        };
      }),
      solvedBy: supply.method,
    },
  };
}
