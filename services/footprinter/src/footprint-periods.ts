import { type ActivityHour, type FactorSource, inventoryOf } from "@celadon/activity-to-inventory";
import type { CalculationRefusal, Footprint } from "@celadon/proto";
import { accept, type Outcome, type Period } from "@celadon/quantity";
import { inOrder, type Store } from "@celadon/runtime";
import type { Lifecycle } from "./lifecycle.ts";
import { nativeSha256 } from "./native-sha256.ts";
import { type Evidence, storedEvidence } from "./stored-evidence.ts";
import type { ModelVersion } from "./stored-models.ts";

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
  readonly periods: readonly Period[];
}

/** What a period of a factory came to. */
export interface Calculated {
  readonly factory: string;
  readonly period: Period;
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
  const all = plants.flatMap(({ periods }) => periods);
  const hull = {
    fromMs: Math.min(...all.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...all.map(({ toMs }) => toMs)),
  };
  const evidence = await storedEvidence(
    store,
    plants.map(({ factory }) => factory),
    hull,
    models,
  );
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
  period: Period,
  { models, windows }: Evidence,
  { factors, lifecycle }: Omit<CalculationPorts, "store">,
): Promise<Outcome<PeriodFootprints, string>> {
  const mine = new Map([...windows].map(([channel, hours]) => [channel, hoursFor(period, hours)]));
  const inventory = inventoryOf({ period, models, windows: mine, factors, sha256: nativeSha256 });
  if (inventory.kind !== "accept") return inventory;
  const answer = await lifecycle.calculate(inventory.value);
  return answer.kind === "accept" ? accept(answer.value) : answer;
}

/** The hours that begin in the period, and the last one behind it: that one tells that the channel has passed its end. */
function hoursFor({ fromMs, toMs }: Period, hours: readonly ActivityHour[]): readonly ActivityHour[] {
  const begin = firstFrom(hours, fromMs);
  const end = firstFrom(hours, toMs);
  const last = hours.findLast(({ measuredMs, estimatedMs }) => measuredMs + estimatedMs > 0);
  const behind = last !== undefined && last.hourMs >= toMs ? [last] : [];
  return [...hours.slice(begin, end), ...behind];
}

/** Place of the first hour that begins at the instant or later; the hours are in order. */
function firstFrom(hours: readonly ActivityHour[], atMs: number): number {
  let [low, high] = [0, hours.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hours[middle] as ActivityHour).hourMs < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
