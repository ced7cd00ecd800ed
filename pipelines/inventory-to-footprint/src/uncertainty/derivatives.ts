import type { Matrix } from "../solver/matrix.ts";
import { type Formulas, formulaDesk } from "./formulas.ts";
import type { SystemValues } from "./uncertain-entry.ts";
import type { UncertainSystem } from "./uncertain-system.ts";

/** Both solutions of the static system: `supply` s by process, M s = f; `intensity` y by product, M^T y = q. */
export interface StaticSolution {
  readonly supply: Float64Array;
  readonly intensity: Float64Array;
}

/**
 * Of h = f . y by each value of the system, also where the value is 0:
 *
 *   dh/dM_ij = -y_i s_j,  dh/dB_kj = c_k s_j,  dh/dc_k = g_k = sum_j b_kj s_j
 *   dh/dp = sum over the entries that a formula gives of dh/dv df/dp
 */
export function derivatives(
  { technosphere, interventions, factors, formulas }: Omit<UncertainSystem, "entries">,
  { supply, intensity }: StaticSolution,
): SystemValues {
  const byTechnosphere = new Float64Array(technosphere.rows.length);
  eachEntry(technosphere, (k, row, column) => {
    byTechnosphere[k] = -(intensity[row] as number) * (supply[column] as number);
  });
  const byInterventions = new Float64Array(interventions.rows.length);
  const byFactors = new Float64Array(factors.length);
  eachEntry(interventions, (k, flow, column) => {
    const scale = supply[column] as number;
    byInterventions[k] = (factors[flow] as number) * scale;
    byFactors[flow] = (byFactors[flow] as number) + (interventions.values[k] as number) * scale;
  });
  const byEntry = { technosphere: byTechnosphere, interventions: byInterventions, factors: byFactors };
  return { ...byEntry, parameters: formulas === undefined ? new Float64Array(0) : byParameter(formulas, byEntry) };
}

function byParameter(formulas: Formulas, byEntry: Omit<SystemValues, "parameters">): Float64Array {
  const desk = formulaDesk(formulas);
  desk.valuesAt(Float64Array.from(formulas.parameters, ({ value }) => value));
  const seeds = new Float64Array(formulas.steps.length);
  for (const { matrix, place, step } of formulas.entries)
    seeds[step] = (seeds[step] as number) + (byEntry[matrix][place] as number);
  return desk.slopesOf(seeds);
}

function eachEntry({ starts, rows }: Matrix, visit: (k: number, row: number, column: number) => void): void {
  for (let j = 0; j + 1 < starts.length; j++)
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) visit(k, rows[k] as number, j);
}
