import type { Solved } from "../solver/sparse-solver.ts";
import { indexOfId } from "./index-of-id.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";

/** One unit of a product: where it stands among the products, and the supply s that it sets in motion, M s = f. */
export function unitDemand(
  { system, forward }: LinearSolver,
  product: string,
): LcaAnswer<{ readonly index: number; readonly supply: Solved }> {
  const index = indexOfId("unknown-demand", product, system.products);
  if (index.kind !== "accept") return index;
  const f = new Float64Array(system.products.length);
  f[index.value] = 1;
  const supply = forward({ count: 1, values: f });
  if (supply.kind !== "accept") return supply;
  return { kind: "accept", value: { index: index.value, supply: supply.value } };
}
