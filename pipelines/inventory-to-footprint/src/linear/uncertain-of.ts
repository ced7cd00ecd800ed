import { readUncertainty } from "../folder/uncertainty-file.ts";
import type { UncertainSystem } from "../uncertainty/uncertain-system.ts";
import { factorsOf } from "./factors-of.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { LinearSystem } from "./linear-system.ts";

/** A system under one method (its place), with what `uncertainty.csv` says of its entries. */
export function uncertainOf(system: LinearSystem, method: number, uncertainty: string): LcaAnswer<UncertainSystem> {
  const entries = readUncertainty(uncertainty, system, method);
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
