import type { Solved } from "../solver/sparse-solver.ts";
import { directImpacts } from "./direct-impacts.ts";
import { indexOfId } from "./index-of-id.ts";
import { type LcaAnswer, refuseLca } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { byIndex, type LinearSystem, type Named } from "./linear-system.ts";
import { hasFactors } from "./methods-asked.ts";
import { methodsFor } from "./methods-for.ts";
import { type Overdrawn, overdrawnOf } from "./overdrawn.ts";
import { unknownImpacts } from "./unknown-impacts.ts";

export interface Amount {
  readonly id: string;
  readonly amount: number;
  readonly unit: string;
}

/** What one demand sets in motion: s, g = B s and h = C g, all entries in index order. */
export interface DemandResult {
  readonly supply: readonly { readonly id: string; readonly amount: number }[];
  readonly inventory: readonly Amount[];
  /** `amount` null: the method has no factor for any flow, or a process that is needed has no known impact by it. */
  readonly impacts: readonly { readonly id: string; readonly amount: number | null; readonly unit: string }[];
  /** Loops that the product needs, in which some process has a negative supply though nothing is credited with it. */
  readonly overdrawn: readonly Overdrawn[];
  readonly solvedBy: Solved["method"];
  readonly errorBound: number;
  readonly boundKind: Solved["boundKind"];
}

/**
 * Solves for one demand. `method`: only that impact. Refused: a product nobody knows; a method that is unknown or has no factor; an
 * impact asked for where nothing is emitted. Without a method a system that emits nothing still has its supply.
 *
 * Where impacts are worked out, the adjoint is too, and f . y has to agree with C B s: two ways to one number.
 */
export function demandResult(
  solver: LinearSolver,
  { product, amount, method }: { readonly product: string; readonly amount: number; readonly method?: string },
): LcaAnswer<DemandResult> {
  const { system } = solver;
  const index = indexOfId("unknown-demand", product, system.products);
  if (index.kind !== "accept") return index;
  const isEmpty = method === undefined && system.B.values.length === 0;
  const methods = isEmpty ? { kind: "accept" as const, value: [] } : methodsFor(solver, index.value, method);
  if (methods.kind !== "accept") return methods;
  const f = new Float64Array(system.products.length);
  f[index.value] = amount;
  const supply = solver.forward({ count: 1, values: f });
  if (supply.kind !== "accept") return supply;
  const s = supply.value.values;
  const g = inventoryOf(system, s);
  const isKnown = hasFactors(system);
  const unknown = unknownImpacts(solver);
  const impacts = methods.value.map((m) => ({
    method: system.methods[m] as Named,
    amount: impactOf(system, m, g),
    isKnown: isKnown(m) && !unknown(m)(index.value),
  }));
  const q = directImpacts(system, methods.value);
  const intensity = methods.value.length === 0 ? undefined : solver.adjoint(q);
  if (intensity !== undefined && intensity.kind !== "accept") return intensity;
  for (const [m, { method, amount: h }] of impacts.entries()) {
    const y = intensity?.value.values[index.value * q.count + m] as number; // there are methods, so it was solved
    const gross = s.reduce((sum, each, j) => sum + Math.abs((q.values[j * q.count + m] as number) * each), 0);
    if (Math.abs(amount * y - h) > 1e-9 * gross)
      return refuseLca(
        "not-converged",
        `The impact of "${product}" by ${method.id} is ${h} by what flows and ${amount * y} by what each product carries, further apart than rounding allows.`,
        [product],
      );
  }
  return {
    kind: "accept",
    value: {
      supply: byIndex(system.processes).map((j) => ({ id: (system.processes[j] as Named).id, amount: s[j] as number })),
      inventory: byIndex(system.flows).map((i) => {
        const { id, unit } = system.flows[i] as Named;
        return { id, amount: g[i] as number, unit };
      }),
      impacts: impacts.map(({ method: { id, unit }, amount: h, isKnown }) => ({
        id,
        amount: isKnown ? h : null,
        unit,
      })),
      overdrawn: overdrawnOf(
        system,
        solver.overdrawn().filter((loop) => loop.some((j) => (s[j] as number) * amount < 0)),
      ),
      ...{ solvedBy: supply.value.method, errorBound: supply.value.errorBound, boundKind: supply.value.boundKind },
    },
  };
}

/** g = B s, by rising process. */
function inventoryOf({ B, flows }: LinearSystem, s: Float64Array): Float64Array {
  const g = new Float64Array(flows.length);
  for (let j = 0; j < B.columnCount; j++)
    for (let k = B.starts[j] as number; k < (B.starts[j + 1] as number); k++)
      g[B.rows[k] as number] = (g[B.rows[k] as number] as number) + (B.values[k] as number) * (s[j] as number);
  return g;
}

/** h of one method, by rising flow. */
function impactOf({ C }: LinearSystem, method: number, g: Float64Array): number {
  let h = 0;
  for (let flow = 0; flow < C.columnCount; flow++)
    for (let k = C.starts[flow] as number; k < (C.starts[flow + 1] as number); k++)
      if (C.rows[k] === method) h += (C.values[k] as number) * (g[flow] as number);
  return h;
}
