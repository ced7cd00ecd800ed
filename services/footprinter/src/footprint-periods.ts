import { type ActivityHour, type FactorSource, inventoryOf } from "@celadon/activity-to-inventory";
import type { CalculationRefusal, Footprint } from "@celadon/proto";
import { accept, type Outcome, type Period } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import type { Lifecycle } from "./lifecycle.ts";
import { nativeSha256 } from "./native-sha256.ts";
import { type Evidence, storedEvidence } from "./stored-evidence.ts";

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

/** What windows and plant models come to in each period, or a refusal that names what to mend. Nothing is stored here. */
export async function footprintPeriods(
  factory: string,
  periods: readonly Period[],
  { store, factors, lifecycle }: CalculationPorts,
): Promise<readonly { readonly period: Period; readonly outcome: Outcome<PeriodFootprints, string> }[]> {
  const hull = {
    fromMs: Math.min(...periods.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...periods.map(({ toMs }) => toMs)),
  };
  const evidence = await storedEvidence(store, factory, hull);
  const outcomes: { readonly period: Period; readonly outcome: Outcome<PeriodFootprints, string> }[] = [];
  for (const period of periods) {
    outcomes.push({ period, outcome: await calculated(period, evidence, { factors, lifecycle }) });
  }
  return outcomes;
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
