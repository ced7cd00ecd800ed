import type { LinearSystem } from "./linear-system.ts";

/** c of one method, by flow; `absent` where it has no factor for a flow. */
export function factorsOf({ C, flows }: LinearSystem, method: number, absent: number): Float64Array {
  const factors = new Float64Array(flows.length).fill(absent);
  for (let flow = 0; flow < C.columnCount; flow++)
    for (let k = C.starts[flow] as number; k < (C.starts[flow + 1] as number); k++)
      if (C.rows[k] === method) factors[flow] = C.values[k] as number;
  return factors;
}
