import type { LinearSolver } from "./linear-solver.ts";
import { transposedSparse } from "./transposed-sparse.ts";

/** Which products rest, directly or further up, on one of the given processes. An entry that is 0, as where it was set so, is no use. */
export function restsOn({ system, makerOf }: LinearSolver, sources: readonly number[]): (product: number) => boolean {
  if (sources.length === 0) return () => false;
  const { processes, M } = system;
  const isReached = new Uint8Array(processes.length);
  const open = [...sources];
  for (const j of open) isReached[j] = 1;
  const users = transposedSparse(M);
  const productOf = new Int32Array(processes.length);
  for (const [product, maker] of makerOf.entries()) productOf[maker] = product;
  for (let j = open.pop(); j !== undefined; j = open.pop()) {
    const product = productOf[j] as number;
    for (let k = users.starts[product] as number; k < (users.starts[product + 1] as number); k++) {
      const user = users.rows[k] as number;
      if (isReached[user] === 1 || users.values[k] === 0) continue;
      isReached[user] = 1;
      open.push(user);
    }
  }
  return (product) => isReached[makerOf[product] as number] === 1;
}
