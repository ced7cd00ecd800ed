import type { LinearSolver } from "./linear-solver.ts";
import { isTelling } from "./signed-sum.ts";
import { transposedSparse } from "./transposed-sparse.ts";

/**
 * Products of whose impact credits leave next to nothing, so that shares of it say nothing. From the answer y of M^T y = q alone: where
 * process j makes i,
 *
 *   size_i = (|q_j| + sum over its other products k of |m_kj| size_k) / |m_ij|        i is cancelled:  |y_i| <= 1e-9 size_i > 0
 *
 * size_k is |y_k|, and of a product that is cancelled itself what cancels in it: so whatever only passes that on is cancelled too.
 */
export function cancelledTotals(
  { system: { M }, makerOf }: Pick<LinearSolver, "system" | "makerOf">,
  q: Float64Array,
  y: Float64Array,
): (product: number) => boolean {
  const isCancelled = new Uint8Array(y.length);
  const size = y.map(Math.abs);
  const productOf = new Int32Array(y.length);
  for (const [product, maker] of makerOf.entries()) productOf[maker] = product;
  const sizeOf = (i: number): number => {
    const j = makerOf[i] as number;
    let [sum, own] = [Math.abs(q[j] as number), 1];
    for (let at = M.starts[j] as number; at < (M.starts[j + 1] as number); at++) {
      const [k, m] = [M.rows[at] as number, Math.abs(M.values[at] as number)];
      if (k === i) own = m;
      else sum += m * (size[k] as number);
    }
    return sum / own;
  };
  let users: ReturnType<typeof transposedSparse> | undefined;
  const open = [...y.keys()];
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    if (isCancelled[i] === 1) continue;
    const gross = sizeOf(i);
    if (gross === 0 || isTelling(y[i] as number, gross)) continue;
    isCancelled[i] = 1;
    size[i] = gross;
    users ??= transposedSparse(M);
    for (let at = users.starts[i] as number; at < (users.starts[i + 1] as number); at++)
      open.push(productOf[users.rows[at] as number] as number);
  }
  return (product) => isCancelled[product] === 1;
}
