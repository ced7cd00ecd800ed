import { type FactorSource, inventoryOf } from "@celadon/activity-to-inventory";
import type { CalculationRefusal, Footprint } from "@celadon/proto";
import { accept, type Outcome } from "@celadon/quantity";
import { inOrder, type Store } from "@celadon/runtime";
import type { Lifecycle } from "./lifecycle.ts";
import { nativeSha256 } from "./native-sha256.ts";
import { monthWindows, periodWindows } from "./period-windows.ts";
import { type Evidence, storedEvidence } from "./stored-evidence.ts";
import { type ModelVersion, storedModels } from "./stored-models.ts";
import { cutsOf, hullWithMonths, type WantedPeriod } from "./wanted-period.ts";

/** Inventories that an engine in another process has at once: while it calculates one, the next is drawn up. */
const unansweredMax = 4;

export interface CalculationPorts {
  readonly store: Store;
  readonly factors: FactorSource;
  readonly lifecycle: Lifecycle;
}

/** The footprints of all products of a factory over one period, and why a product has none. */
export interface PeriodFootprints {
  readonly footprints: readonly Footprint[];
  readonly refusals: readonly CalculationRefusal[];
}

/** Periods of a plant. */
export interface PlantPeriods {
  readonly factory: string;
  readonly periods: readonly WantedPeriod[];
}

/** What a period of a factory came to. */
export interface Calculated {
  readonly factory: string;
  readonly period: WantedPeriod;
  readonly outcome: Outcome<PeriodFootprints, string>;
  /** What it was calculated from; with hours around the period. */
  readonly evidence: Evidence;
}

/**
 * What windows and plant models come to in each period of each plant, or a refusal that names what to mend; all hours are read at
 * once. `models`: their versions, where they were just read. Nothing is stored here.
 */
export async function footprintPeriods(
  plants: readonly PlantPeriods[],
  { store, factors, lifecycle }: CalculationPorts,
  models?: readonly ModelVersion[],
): Promise<readonly Calculated[]> {
  const factories = plants.map(({ factory }) => factory);
  const versions = models ?? (await storedModels(store, factories));
  const all = plants.flatMap(({ factory, periods }) => {
    const own = versions.filter(({ model }) => model.factory === factory);
    return periods.map((period) => hullWithMonths(period, own));
  });
  const hull = {
    fromMs: Math.min(...all.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...all.map(({ toMs }) => toMs)),
  };
  const wantedOf = plants.map(({ factory, periods }) => ({ factory, cutsMs: periods.flatMap(cutsOf) }));
  const evidence = await storedEvidence(store, wantedOf, hull, versions);
  const wanted = plants.flatMap(({ factory, periods }) => periods.map((period) => ({ factory, period })));
  const outcomes: Calculated[] = [];
  const answers = inOrder(oneByOne(wanted), unansweredMax, async ({ factory, period }) => {
    const mine = evidence.get(factory) as Evidence; // it was asked for
    return { factory, period, evidence: mine, outcome: await calculated(period, mine, { factors, lifecycle }) };
  });
  for await (const one of answers) outcomes.push(one);
  return outcomes;
}

async function* oneByOne<T>(all: readonly T[]): AsyncGenerator<T, void, undefined> {
  yield* all;
}

async function calculated(
  period: WantedPeriod,
  evidence: Evidence,
  { factors, lifecycle }: Omit<CalculationPorts, "store">,
): Promise<Outcome<PeriodFootprints, string>> {
  const inventory = inventoryOf({
    ...{ period, lot: period.lot, models: evidence.models, factors, sha256: nativeSha256 },
    ...{ windows: periodWindows(evidence, period), monthWindows: monthWindows(evidence, period) },
  });
  if (inventory.kind !== "accept") return inventory;
  const answer = await lifecycle.calculate(inventory.value);
  return answer.kind === "accept" ? accept(answer.value) : answer;
}
