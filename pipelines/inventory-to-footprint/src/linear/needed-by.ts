import type { LinearSolver } from "./linear-solver.ts";

/** Processes that one unit of the product needs, directly or further up, that of a credit included; an entry that is 0 needs nothing. */
export function neededBy({ system, makerOf }: LinearSolver, product: number): readonly number[] {
  const { M } = system;
  const isNeeded = new Uint8Array(system.processes.length);
  const open = [makerOf[product] as number];
  isNeeded[open[0] as number] = 1;
  for (let j = open.pop(); j !== undefined; j = open.pop()) {
    for (let k = M.starts[j] as number; k < (M.starts[j + 1] as number); k++) {
      const maker = makerOf[M.rows[k] as number] as number;
      if (isNeeded[maker] === 1 || M.values[k] === 0) continue;
      isNeeded[maker] = 1;
      open.push(maker);
    }
  }
  return [...isNeeded.keys()].filter((j) => isNeeded[j] === 1);
}
