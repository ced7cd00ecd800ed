import { type Contributions, contributionsOf } from "./contributions.ts";
import { directImpacts } from "./direct-impacts.ts";
import { indexOfId } from "./index-of-id.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { methodsFor } from "./methods-for.ts";

/**
 * Where the impact of one unit of a product by a method comes from: one adjoint solve, the same for every product (`known`: where it
 * was made already), and one forward. Refused beside what solving refuses: `unknown-impact`.
 */
export function productContributions(
  solver: LinearSolver,
  {
    product,
    method,
    cutoff,
    known,
  }: {
    readonly product: string;
    readonly method: string;
    readonly cutoff: number;
    readonly known?: { readonly q: Float64Array; readonly intensity: Float64Array };
  },
): LcaAnswer<Contributions> {
  const { system, makerOf } = solver;
  const index = indexOfId("unknown-demand", product, system.products);
  if (index.kind !== "accept") return index;
  const methods = methodsFor(solver, index.value, method);
  if (methods.kind !== "accept") return methods;
  const carried = known === undefined ? carriedBy(solver, methods.value) : { kind: "accept" as const, value: known };
  if (carried.kind !== "accept") return carried;
  const f = new Float64Array(system.products.length);
  f[index.value] = 1;
  const supply = solver.forward({ count: 1, values: f });
  if (supply.kind !== "accept") return supply;
  return {
    kind: "accept",
    value: contributionsOf(system, {
      ...{ ...carried.value, supply: supply.value.values, makerOf, cutoff },
    }),
  };
}

function carriedBy(
  solver: LinearSolver,
  methods: readonly number[],
): LcaAnswer<{ readonly q: Float64Array; readonly intensity: Float64Array }> {
  const q = directImpacts(solver.system, methods);
  const intensity = solver.adjoint(q);
  if (intensity.kind !== "accept") return intensity;
  return { kind: "accept", value: { q: q.values, intensity: intensity.value.values } };
}
