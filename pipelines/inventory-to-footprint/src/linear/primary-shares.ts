import { cancelledTotals } from "./cancelled-totals.ts";
import { directImpacts } from "./direct-impacts.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import type { Named } from "./linear-system.ts";
import { methodsAsked, unitPer } from "./methods-asked.ts";
import { unknownImpacts } from "./unknown-impacts.ts";

/** Why a ratio says nothing: the impact is unknown; there is none; credits leave next to nothing of it, or put the ratio outside of 0 to 1. */
export type NoShare = "unknown-impact" | "no-impact" | "cancelled" | "outside-by-credits";

/** Of every product, by place. */
export interface PrimaryShares {
  /** Impact of one unit; null where it is unknown. */
  readonly total: readonly (number | null)[];
  /** Of the total. */
  readonly units: readonly string[];
  /** Null where `noShare` says why. Share of the impact from primary data; what no process states counts as none. */
  readonly primary: readonly (number | null)[];
  /** Share of the impact of processes that do not state theirs. */
  readonly unstated: readonly (number | null)[];
  /** Why there is no share; null where there is one. */
  readonly noShare: readonly (NoShare | null)[];
}

/**
 * The share of primary data in the impact of one unit of every product, by one block solve of the adjoint:
 *
 *   M^T y = q,  M^T w = p q,  M^T v = u q        primary = w_i / y_i,  unstated = v_i / y_i
 *
 * q direct impact of each process, p its stated share of primary data (0 where it states none), u = 1 where it states none. Credits can
 * put a ratio outside of 0 to 1; `productQuality` has the gross share of such a product. Refused as solving by a method is.
 */
export function primaryShares(solver: LinearSolver, method: string): LcaAnswer<PrimaryShares> {
  const { system } = solver;
  const methods = methodsAsked(system, method);
  if (methods.kind !== "accept") return methods;
  const [asked] = methods.value as [number]; // one was asked for
  const q = directImpacts(system, [asked]).values;
  const values = new Float64Array(q.length * 3);
  for (const [j, { primary }] of system.processes.entries()) {
    const direct = q[j] as number;
    values[j * 3] = direct;
    values[j * 3 + 1] = primary === undefined ? 0 : primary * direct;
    values[j * 3 + 2] = primary === undefined ? direct : 0;
  }
  const answer = solver.adjoint({ count: 3, values });
  if (answer.kind !== "accept") return answer;
  const carried = answer.value.values;
  const column = (part: 0 | 1 | 2) => Float64Array.from(system.products, (_, i) => carried[i * 3 + part] as number);
  const [total, primary, unstated] = [column(0), column(1), column(2)];
  const isUnknown = unknownImpacts(solver)(asked);
  const isCancelled = cancelledTotals(solver, q, total);
  const noShare = system.products.map((_, i): NoShare | null => {
    if (isUnknown(i)) return "unknown-impact";
    if (isCancelled(i)) return "cancelled";
    if (total[i] === 0) return "no-impact";
    return [primary, unstated].every((part) => isShare((part[i] as number) / (total[i] as number)))
      ? null
      : "outside-by-credits";
  });
  const ratio = (part: Float64Array) =>
    noShare.map((why, i) => (why === null ? between0And1((part[i] as number) / (total[i] as number)) : null));
  return {
    kind: "accept",
    value: {
      total: noShare.map((why, i) => (why === "unknown-impact" ? null : (total[i] as number))),
      units: system.products.map((product) => unitPer(system.methods[asked] as Named, product)),
      ...{ primary: ratio(primary), unstated: ratio(unstated), noShare },
    },
  };
}

/** Rounding of the solve may pass 0 or 1 by a hair; anything further is due to credits. */
const hair = 1e-12;

const isShare = (ratio: number): boolean => ratio >= -hair && ratio <= 1 + hair;

const between0And1 = (ratio: number): number => Math.min(1, Math.max(0, ratio));
