import { boundOf } from "./bound-of.ts";
import { type BreakdownKey, groupingBy, type PartName } from "./breakdown-grouping.ts";
import { factorsOf } from "./factors-of.ts";
import type { FigureBound } from "./figure-status.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import type { LinearSystem, Named } from "./linear-system.ts";
import { unitPer } from "./methods-asked.ts";
import { methodsFor } from "./methods-for.ts";
import { signedSumOf } from "./signed-sum.ts";
import type { Proof } from "./solved-product.ts";
import { unitDemand } from "./unit-demand.ts";

/** The impact of one unit of a product, told by one thing: flows, processes, places, ... */
export interface Breakdown extends Proof {
  readonly product: string;
  readonly method: string;
  readonly by: BreakdownKey;
  /** Of all amounts here. */
  readonly unit: string;
  /** h = positive + negative; the same whatever it is told by. */
  readonly total: number;
  readonly positive: number;
  readonly negative: number;
  /** positive - negative: what the cut-off is a share of. */
  readonly gross: number;
  readonly status: FigureBound;
  /** Those that the cut-off shows, by their own gross, the largest first. Together with the rest they add up to the total. */
  readonly parts: readonly BreakdownPart[];
  /** What the cut-off hides, and how many parts that is. */
  readonly rest: PartAmounts & { readonly parts: number };
  /** Flows that this product gives or takes and the method has no factor for: they count as nothing known, and are in no part. */
  readonly flowsWithoutFactor: number;
}

interface PartAmounts {
  readonly positive: number;
  readonly negative: number;
  /** positive + negative. */
  readonly amount: number;
  /** Of the total; null where that is too small beside what cancels in it. */
  readonly share: number | null;
}

export type BreakdownPart = PartName & PartAmounts;

/**
 * Tells h of one unit of a product by what it consists of. The terms are the finest there are, one of each flow of each process:
 *
 *   t_kj = c_k b_kj s_j,  h = sum t_kj = P + N,  gross = P - N          summed by rising process, then flow
 *
 * A part is a sum of terms: of a flow c_k g_k, of a process q_j s_j, of both the term itself, of a place or stage those of its
 * processes, of a gas or compartment those of its flows; what has no such word stands under "not stated". Its positive and negative
 * terms are kept apart, so that credits hide nothing. `cutoff` hides parts below that share of gross by their own gross; it never changes h.
 */
export function productBreakdown(
  solver: LinearSolver,
  asked: { readonly product: string; readonly method: string; readonly by: BreakdownKey; readonly cutoff: number },
): LcaAnswer<Breakdown> {
  const { system } = solver;
  const demand = unitDemand(solver, asked.product);
  if (demand.kind !== "accept") return demand;
  const methods = methodsFor(solver, demand.value.index, asked.method);
  if (methods.kind !== "accept") return methods;
  const { index, supply } = demand.value;
  const method = methods.value[0] as number; // one was asked for
  return {
    kind: "accept",
    value: {
      ...{ product: asked.product, method: asked.method, by: asked.by },
      unit: unitPer(system.methods[method] as Named, system.products[index] as Named),
      status: boundOf(solver)(index),
      ...brokenDown(system, { ...asked, factors: factorsOf(system, method, Number.NaN), supply: supply.values }),
      ...{ solvedBy: supply.method, errorBound: supply.errorBound, boundKind: supply.boundKind },
    },
  };
}

type Told = Pick<Breakdown, "total" | "positive" | "negative" | "gross" | "parts" | "rest" | "flowsWithoutFactor">;

function brokenDown(
  system: LinearSystem,
  {
    by,
    cutoff,
    factors,
    supply,
  }: {
    readonly by: BreakdownKey;
    readonly cutoff: number;
    readonly factors: Float64Array;
    readonly supply: Float64Array;
  },
): Told {
  const { B } = system;
  const { count, groupOf, nameOf } = groupingBy(system, by);
  const [above, below] = [new Float64Array(count), new Float64Array(count)];
  const isUnknown = new Uint8Array(factors.length);
  let [positive, negative] = [0, 0];
  for (let j = 0; j < B.columnCount; j++)
    for (let k = B.starts[j] as number; k < (B.starts[j + 1] as number); k++) {
      const flow = B.rows[k] as number;
      const amount = (B.values[k] as number) * (supply[j] as number);
      const term = (factors[flow] as number) * amount;
      if (Number.isNaN(term)) {
        if (amount !== 0) isUnknown[flow] = 1;
      } else {
        const group = groupOf({ flow, process: j, entry: k });
        const side = term > 0 ? above : below;
        side[group] = (side[group] as number) + term;
        if (term > 0) positive += term;
        else negative += term;
      }
    }
  const { total, gross, isTelling } = signedSumOf(positive, negative);
  const amounts = (up: number, down: number): PartAmounts => {
    const amount = up + down;
    return { positive: up, negative: down, amount, share: isTelling ? amount / total : null };
  };
  const parts: BreakdownPart[] = [];
  let [hidden, hiddenUp, hiddenDown] = [0, 0, 0];
  for (let group = 0; group < count; group++) {
    const [up, down] = [above[group] as number, below[group] as number];
    if (up === 0 && down === 0) continue;
    if (up - down >= cutoff * gross) parts.push({ ...nameOf(group), ...amounts(up, down) });
    else {
      hidden += 1;
      hiddenUp += up;
      hiddenDown += down;
    }
  }
  return {
    ...{ total, positive, negative, gross },
    parts: parts.sort(
      (a, b) => b.positive - b.negative - (a.positive - a.negative) || (a.id < b.id ? -1 : 1), // an id stands once
    ),
    rest: { parts: hidden, ...amounts(hiddenUp, hiddenDown) },
    flowsWithoutFactor: isUnknown.reduce((sum, one) => sum + one, 0),
  };
}
