import type { Matrix } from "../solver/matrix.ts";
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
 */
export function derivatives(
  { technosphere, interventions, factors }: Omit<UncertainSystem, "entries">,
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
  return { technosphere: byTechnosphere, interventions: byInterventions, factors: byFactors };
}

function eachEntry({ starts, rows }: Matrix, visit: (k: number, row: number, column: number) => void): void {
  for (let j = 0; j + 1 < starts.length; j++)
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) visit(k, rows[k] as number, j);
}
