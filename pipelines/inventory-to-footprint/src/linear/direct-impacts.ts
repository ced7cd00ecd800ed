import type { Vectors } from "../solver/sparse-solver.ts";
import type { LinearSystem } from "./linear-system.ts";

/**
 * Q = (C B)^T: the direct impact of each process at scale 1 by each of the methods asked for, n x k; entry m of process j stands at
 * `j * k + m`, in units of the method. Flows are summed by rising index.
 */
export function directImpacts({ processes, B, C }: LinearSystem, methods: readonly number[]): Vectors {
  const count = methods.length;
  const placeOf = new Int32Array(C.rowCount).fill(-1);
  for (const [m, method] of methods.entries()) placeOf[method] = m;
  const values = new Float64Array(processes.length * count);
  for (let j = 0; j < processes.length; j++) {
    for (let k = B.starts[j] as number; k < (B.starts[j + 1] as number); k++) {
      const flow = B.rows[k] as number;
      const amount = B.values[k] as number;
      for (let c = C.starts[flow] as number; c < (C.starts[flow + 1] as number); c++) {
        const m = placeOf[C.rows[c] as number] as number;
        if (m === -1) continue;
        const at = j * count + m;
        values[at] = (values[at] as number) + (C.values[c] as number) * amount;
      }
    }
  }
  return { count, values };
}
