import { directImpacts } from "./direct-impacts.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { methodsAsked } from "./methods-asked.ts";
import { unknownImpacts } from "./unknown-impacts.ts";

/** Of every product, by place. Null where the ratio says nothing: its impact is unknown or 0, or credits put the ratio outside of 0 to 1. */
export interface PrimaryShares {
  /** Share of the impact from primary data; what no process states counts as none. */
  readonly primary: readonly (number | null)[];
  /** Share of the impact of processes that do not state theirs. */
  readonly unstated: readonly (number | null)[];
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
  const isUnknown = unknownImpacts(solver)(asked);
  const ratio = (part: 1 | 2) =>
    system.products.map((_, i) => {
      const share = (carried[i * 3 + part] as number) / (carried[i * 3] as number);
      return isUnknown(i) ? null : ratioOf(share);
    });
  return { kind: "accept", value: { primary: ratio(1), unstated: ratio(2) } };
}

/** Rounding of the solve may pass 0 or 1 by a hair; anything further is due to credits. */
const hair = 1e-12;

function ratioOf(share: number): number | null {
  if (!(share >= -hair && share <= 1 + hair)) return null;
  return Math.min(1, Math.max(0, share));
}
