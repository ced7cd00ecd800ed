import { readUncertainty } from "../folder/uncertainty-file.ts";
import { luBlockSolver } from "../solver/lu/block-solver.ts";
import { type MonteCarlo, monteCarlo } from "../uncertainty/monte-carlo.ts";
import type { UncertainSystem } from "../uncertainty/uncertain-system.ts";
import { directImpacts } from "./direct-impacts.ts";
import { type LcaAnswer, refuseLca } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import type { LinearSystem } from "./linear-system.ts";
import { methodsAsked } from "./methods-asked.ts";

/** Runs of a system by one method, and the static answer that they begin at, by place of the product. */
export interface Spread {
  readonly runs: MonteCarlo;
  readonly intensity: Float64Array;
}

/** Reads what is uncertain (`uncertainty.csv`) and makes a system ready to be drawn. Refused beside what solving refuses: an entry that cannot be drawn. */
export function spreadOf(solver: LinearSolver, method: string, uncertainty: string): LcaAnswer<Spread> {
  const { system } = solver;
  const methods = methodsAsked(system, method);
  if (methods.kind !== "accept") return methods;
  const [asked] = methods.value as [number]; // one was asked for
  const entries = readUncertainty(uncertainty, system, asked);
  if (entries.kind !== "accept") return entries;
  const intensity = solver.adjoint(directImpacts(system, [asked]));
  if (intensity.kind !== "accept") return intensity;
  const uncertain: UncertainSystem = {
    technosphere: system.M,
    interventions: system.B,
    factors: factorsOf(system, asked),
    entries: entries.value,
  };
  const made = monteCarlo(uncertain, intensity.value.values, luBlockSolver);
  if (made.kind !== "accept") return refuseLca("bad-file", `uncertainty.csv: ${made.evidence}`);
  return { kind: "accept", value: { runs: made.value, intensity: intensity.value.values } };
}

function factorsOf({ C, flows }: LinearSystem, method: number): Float64Array {
  const factors = new Float64Array(flows.length);
  for (let flow = 0; flow < C.columnCount; flow++)
    for (let k = C.starts[flow] as number; k < (C.starts[flow + 1] as number); k++)
      if (C.rows[k] === method) factors[flow] = C.values[k] as number;
  return factors;
}
