import { partsOfRuns } from "../uncertainty/parts-of-runs.ts";
import type { PartsWanted } from "../uncertainty/run-parts.ts";
import type { Runs } from "../uncertainty/runs.ts";
import { type SpreadOfValues, spreadOfValues } from "../uncertainty/spread-of-values.ts";
import { type Breakdown, productBreakdown } from "./breakdown.ts";
import { type BreakdownKey, groupingBy, type PartName } from "./breakdown-grouping.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import { unitDemand } from "./unit-demand.ts";

/** A product that runs shall be told by parts: what the engine needs for it, and the static parts, of which these are the runs. */
export interface RunBreakdown {
  readonly wanted: PartsWanted;
  readonly still: Breakdown;
}

/** The spread of one part over the runs, beside its static amount, in the unit of the total. */
export interface PartSpread extends SpreadOfValues {
  readonly static: number;
  /** mean / mean of the total; null where that is too small beside what cancels in it, and in a run that has no answer. */
  readonly share: number | null;
}

export interface PartsSpread {
  readonly by: BreakdownKey;
  readonly unit: string;
  readonly parts: readonly (PartName & PartSpread)[];
  /** All that the cut-off hides together, and how many parts that is. */
  readonly rest: PartSpread & { readonly parts: number };
}

/**
 * Which parts the runs of a product are told by: those that the cut-off shows in the static run, the largest first, and behind them the rest
 * together. So the parts are the same in all runs, and a run's add up to its total.
 */
export function runBreakdown(
  solver: LinearSolver,
  asked: { readonly product: string; readonly method: string; readonly by: BreakdownKey; readonly cutoff: number },
): LcaAnswer<RunBreakdown> {
  const { system } = solver;
  const still = productBreakdown(solver, asked);
  if (still.kind !== "accept") return still;
  const demand = unitDemand(solver, asked.product);
  if (demand.kind !== "accept") return demand;
  const { count, groupOf, nameOf } = groupingBy(system, asked.by);
  const { parts } = still.value;
  const shown = new Map(parts.map(({ id }, place) => [id, place]));
  const placeOf = Int32Array.from({ length: count }, (_, group) => shown.get(nameOf(group).id) ?? parts.length);
  const { B } = system;
  const groups = new Int32Array(B.rows.length);
  for (let process = 0; process < B.columnCount; process++)
    for (let entry = B.starts[process] as number; entry < (B.starts[process + 1] as number); entry++)
      groups[entry] = placeOf[groupOf({ flow: B.rows[entry] as number, process, entry })] as number;
  const { index, supply } = demand.value;
  const wanted = { product: index, supply: supply.values, groupOf: groups, groups: parts.length + 1 };
  return { kind: "accept", value: { wanted, still: still.value } };
}

/** The parts of the `which`-th product over the runs. */
export function partsSpread(runs: Runs, which: number, { still }: RunBreakdown): PartsSpread {
  const { by, unit, parts, rest } = still;
  const spreads = [...parts, rest].map((_, group) => spreadOfValues(partsOfRuns(runs, which, group)));
  const total = spreads.reduce((sum, { mean }) => sum + mean, 0);
  const gross = spreads.reduce((sum, { mean }) => sum + Math.abs(mean), 0);
  const isTelling = Math.abs(total) > 1e-9 * gross;
  const told = (group: number, amount: number): PartSpread => {
    const spread = spreads[group] as SpreadOfValues; // one for each, and the rest
    return { static: amount, ...spread, share: isTelling ? spread.mean / total : null };
  };
  return {
    ...{ by, unit },
    parts: parts.map(({ id, name, flow, process, amount }, group) => ({
      ...{ id, name },
      ...(flow === undefined ? {} : { flow }),
      ...(process === undefined ? {} : { process }),
      ...told(group, amount),
    })),
    rest: { parts: rest.parts, ...told(parts.length, rest.amount) },
  };
}
