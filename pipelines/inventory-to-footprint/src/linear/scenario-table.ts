import { changedSolver } from "./changed-solver.ts";
import type { Changes } from "./changed-system.ts";
import { directBy, type MethodImpact } from "./direct-by.ts";
import type { StatusOfBoth } from "./figure-status.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { Fallback, LinearSolver } from "./linear-solver.ts";
import type { Named } from "./linear-system.ts";
import { unitPer } from "./methods-asked.ts";

/** A named set of changes. */
export interface Scenario extends Changes {
  readonly id: string;
}

/** One unit of a product by one method, as it is and in one scenario. Null: what is unknown, as its status says. */
export interface ScenarioRow {
  readonly scenario: string;
  readonly method: string;
  readonly unit: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly difference: number | null;
  readonly status: StatusOfBoth;
}

/**
 * The footprint of one unit of a product before and after each of several scenarios, each against the system as it is; by one method, or by
 * all in index order. Refused as a whole, with the scenario, where one of them is: a comparison without it would mislead.
 */
export function scenarioTable(
  before: LinearSolver,
  asked: {
    readonly product: string;
    readonly method?: string;
    readonly scenarios: readonly Scenario[];
    readonly fallback: Fallback;
  },
): LcaAnswer<readonly ScenarioRow[]> {
  const { products, methods } = before.system;
  const was = directBy(before, asked);
  if (was.kind !== "accept") return was;
  const product = products.find(({ id }) => id === asked.product) as Named; // known, as it was solved
  const rows: ScenarioRow[] = [];
  for (const { id: scenario, ...changes } of asked.scenarios) {
    const after = changedSolver(before, { ...changes, fallback: asked.fallback });
    const is = after.kind === "accept" ? directBy(after.value, asked) : after;
    if (is.kind !== "accept") return { ...is, message: `Scenario "${scenario}": ${is.message}` };
    for (const [m, one] of was.value.impacts.entries()) {
      const method = methods[one.method] as Named;
      const other = is.value.impacts[m] as MethodImpact; // the same methods were asked for
      const [had, has] = [knownOf(one), knownOf(other)];
      const difference = had === null || has === null ? null : has - had;
      rows.push({
        ...{ scenario, method: method.id, unit: unitPer(method, product), before: had, after: has, difference },
        status: { before: one.status, after: other.status },
      });
    }
  }
  return { kind: "accept", value: rows };
}

const knownOf = ({ status, total }: MethodImpact): number | null =>
  status === "empty-method" || status === "unknown" ? null : total;
