import type { StaticSolution } from "../uncertainty/derivatives.ts";
import { type FirstOrder, firstOrder } from "../uncertainty/first-order.ts";
import type { UncertainSystem } from "../uncertainty/uncertain-system.ts";
import { type LcaAnswer, refuseLca } from "./lca-refusal.ts";

/** The spread to first order of what `uncertainty.csv` says; an entry of it that cannot be drawn is refused as the file's. */
export function firstOrderOf(uncertain: UncertainSystem, at: StaticSolution): LcaAnswer<FirstOrder> {
  const spread = firstOrder(uncertain, at);
  return spread.kind === "accept"
    ? { kind: "accept", value: spread.value }
    : refuseLca("bad-file", `uncertainty.csv: ${spread.evidence}`);
}
