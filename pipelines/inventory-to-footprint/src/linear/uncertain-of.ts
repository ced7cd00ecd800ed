import { readUncertainty } from "../folder/uncertainty-file.ts";
import { unlessCancelled } from "../solver/cancelled.ts";
import type { UncertainSystem } from "../uncertainty/uncertain-system.ts";
import { factorsOf } from "./factors-of.ts";
import { cancelledLca, type LcaAnswer } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";

/** A system under one method (its place), with what `uncertainty.csv` says of its entries. */
export function uncertainOf(
  { system, cancelled }: LinearSolver,
  method: number,
  uncertainty: string,
): LcaAnswer<UncertainSystem> {
  const entries = unlessCancelled(() => readUncertainty(uncertainty, system, method, cancelled));
  if (entries === "cancelled") return cancelledLca();
  if (entries.kind !== "accept") return entries;
  return {
    kind: "accept",
    value: {
      technosphere: system.M,
      interventions: system.B,
      factors: factorsOf(system, method, 0),
      entries: entries.value,
    },
  };
}
