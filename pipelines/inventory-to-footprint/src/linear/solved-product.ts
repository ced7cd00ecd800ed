import type { Solved } from "../solver/sparse-solver.ts";
import { directImpacts } from "./direct-impacts.ts";
import { type LcaAnswer, refuseLca } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { methodsFor } from "./methods-for.ts";
import { type SignedSum, signedSum } from "./signed-sum.ts";
import { unitDemand } from "./unit-demand.ts";

/** All that is known of one unit of a product by one method. */
export interface SolvedProduct {
  /** Places of the product and of the method. */
  readonly product: number;
  readonly method: number;
  /** Direct impact q of each process at scale 1. */
  readonly q: Float64Array;
  /** s, by process. */
  readonly supply: Float64Array;
  /** y, by product. */
  readonly intensity: Float64Array;
  /** h = sum of q_j s_j. */
  readonly impact: SignedSum;
  /** How both were solved, and the larger of their bounds. */
  readonly proof: Proof;
}

export interface Proof {
  readonly solvedBy: Solved["method"];
  readonly errorBound: number;
  readonly boundKind: Solved["boundKind"];
}

/** One forward and one adjoint solve. Refused beside what solving refuses: `unknown-impact`, two ways to one number that do not meet. */
export function solvedProduct(
  solver: LinearSolver,
  asked: { readonly product: string; readonly method: string },
): LcaAnswer<SolvedProduct> {
  const demand = unitDemand(solver, asked.product);
  if (demand.kind !== "accept") return demand;
  const methods = methodsFor(solver, demand.value.index, asked.method);
  if (methods.kind !== "accept") return methods;
  const method = methods.value[0] as number; // one was asked for
  const q = directImpacts(solver.system, methods.value);
  const intensity = solver.adjoint(q);
  if (intensity.kind !== "accept") return intensity;
  const [product, supply] = [demand.value.index, demand.value.supply.values];
  const impact = signedSum(supply.map((s, j) => s * (q.values[j] as number)));
  const y = intensity.value.values[product] as number;
  if (Math.abs(y - impact.total) > 1e-9 * impact.gross)
    return refuseLca(
      "not-converged",
      `The impact of "${asked.product}" by ${asked.method} is ${impact.total} by what runs and ${y} by what each product carries, further apart than rounding allows.`,
      [asked.product],
    );
  return {
    kind: "accept",
    value: {
      ...{ product, method, q: q.values, supply, intensity: intensity.value.values, impact },
      proof: proofOf(demand.value.supply, intensity.value),
    },
  };
}

const proofOf = (a: Solved, b: Solved): Proof => ({
  solvedBy: a.method === b.method ? a.method : "mixed",
  errorBound: Math.max(a.errorBound, b.errorBound),
  boundKind: a.boundKind === "verified" ? b.boundKind : a.boundKind,
});
