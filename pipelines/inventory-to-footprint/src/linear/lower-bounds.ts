import type { LinearSolver } from "./linear-solver.ts";
import { transposedSparse } from "./transposed-sparse.ts";

/** Which products rest, directly or further up, on a process of which exchanges were left out: their footprints are lower bounds. */
export function lowerBounds({ system, makerOf }: LinearSolver): (product: number) => boolean {
  const { processes, M } = system;
  const isOpen = new Uint8Array(processes.length);
  const open = processes.flatMap(({ leftOut }, j) => (leftOut === undefined ? [] : [j]));
  if (open.length === 0) return () => false;
  for (const j of open) isOpen[j] = 1;
  const users = transposedSparse(M);
  const productOf = new Int32Array(processes.length);
  for (const [product, maker] of makerOf.entries()) productOf[maker] = product;
  for (let j = open.pop(); j !== undefined; j = open.pop()) {
    const product = productOf[j] as number;
    for (let k = users.starts[product] as number; k < (users.starts[product + 1] as number); k++) {
      const user = users.rows[k] as number;
      if (isOpen[user] === 1) continue;
      isOpen[user] = 1;
      open.push(user);
    }
  }
  return (product) => isOpen[makerOf[product] as number] === 1;
}
