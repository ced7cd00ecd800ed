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
  const read = unlessCancelled(() => readUncertainty(uncertainty, system, method, cancelled));
  if (read === "cancelled") return cancelledLca();
  if (read.kind !== "accept") return read;
  return {
    kind: "accept",
    value: {
      technosphere: system.M,
      interventions: system.B,
      factors: factorsOf(system, method, 0),
      ...read.value,
    },
  };
}
