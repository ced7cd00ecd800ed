import { luBlockSolver } from "../solver/lu/block-solver.ts";
import type { FirstOrder } from "../uncertainty/first-order.ts";
import { type MonteCarlo, monteCarlo } from "../uncertainty/monte-carlo.ts";
import { directImpacts } from "./direct-impacts.ts";
import { firstOrderOf } from "./first-order-of.ts";
import { cancelledLca, type LcaAnswer, type LcaRefusal, refuseLca } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { methodsAsked } from "./methods-asked.ts";
import { uncertainOf } from "./uncertain-of.ts";
import { unitDemand } from "./unit-demand.ts";
import { refusedAsUnknown, unknownImpacts } from "./unknown-impacts.ts";

/** Runs of a system by one method, and the static answer that they begin at, by place of the product. */
export interface Spread {
  readonly runs: MonteCarlo;
  readonly intensity: Float64Array;
  /** The spread of one unit of a product without a run, to hold beside that of the runs. One forward solve. */
  readonly firstOrder: (product: string) => LcaAnswer<FirstOrder>;
  /** Why the impact of a product is not known, whatever its runs say; undefined where it is. By place. */
  readonly refusedFor: (product: number) => LcaRefusal | undefined;
}

/** Reads what is uncertain (`uncertainty.csv`) and makes a system ready to be drawn. Refused beside what solving refuses: an entry that cannot be drawn. */
export function spreadOf(solver: LinearSolver, method: string, uncertainty: string): LcaAnswer<Spread> {
  const { system } = solver;
  const methods = methodsAsked(system, method);
  if (methods.kind !== "accept") return methods;
  const [asked] = methods.value as [number]; // one was asked for
  const uncertain = uncertainOf(solver, asked, uncertainty);
  if (uncertain.kind !== "accept") return uncertain;
  const intensity = solver.adjoint(directImpacts(system, [asked]));
  if (intensity.kind !== "accept") return intensity;
  const isUnknown = unknownImpacts(solver)(asked);
  const made = monteCarlo(uncertain.value, intensity.value.values, luBlockSolver, solver.cancelled);
  if (made.kind !== "accept" && made.reason === "cancelled") return cancelledLca();
  if (made.kind !== "accept") return refuseLca("bad-file", `uncertainty.csv: ${made.evidence}`);
  return {
    kind: "accept",
    value: {
      runs: made.value,
      intensity: intensity.value.values,
      firstOrder: (product) => {
        const demand = unitDemand(solver, product);
        if (demand.kind !== "accept") return demand;
        const at = { supply: demand.value.supply.values, intensity: intensity.value.values };
        return firstOrderOf(uncertain.value, at);
      },
      refusedFor: (product) => (isUnknown(product) ? refusedAsUnknown(solver, { product, method: asked }) : undefined),
    },
  };
}
