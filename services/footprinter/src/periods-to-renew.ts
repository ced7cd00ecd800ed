import type { ActivityEvent, Lot } from "@celadon/proto";
import type { Store } from "@celadon/runtime";
import { activePeriods } from "./active-periods.ts";
import { activitySpan } from "./activity-span.ts";
import { lengthsOf } from "./periods-in.ts";
import type { ModelVersion } from "./stored-models.ts";
import { touchedLots } from "./touched-lots.ts";
import { type TouchedPeriod, touchedPeriods } from "./touched-periods.ts";
import { touchedPlants } from "./touched-plants.ts";

/**
 * The periods whose footprints may have changed: those that hold a touched hour or come to be by it, lots too, and all periods of a
 * factory whose plant model changed, as another factor or another share changes no hour and every figure. `lots`: of the factories.
 */
export async function periodsToRenew(
  store: Store,
  events: readonly ActivityEvent[],
  models: readonly ModelVersion[],
  lots: readonly Lot[],
): Promise<readonly TouchedPeriod[]> {
  const periods = new Map<string, TouchedPeriod>();
  for (const plant of touchedPlants(events, models)) {
    const isRolling = lengthsOf(plant.model.products).has("twelve-months");
    const span = isRolling ? await activitySpan(store, plant.model, plant.hull) : undefined;
    const { factory } = plant.model;
    const versions = models.filter(({ model }) => model.factory === factory);
    const ofLots = touchedLots(lots, factory, plant.stretches, versions);
    for (const period of [...touchedPeriods(plant, span), ...ofLots]) periods.set(keyOf(period), period);
  }
  const remodelled = new Set(events.filter((event) => event.models.length > 0).map(({ factory }) => factory));
  for (const factory of remodelled) {
    const versions = models.filter(({ model }) => model.factory === factory);
    const active = (await activePeriods(store, versions)).map((period) => ({ factory, ...period, isGone: false }));
    for (const period of [...active, ...touchedLots(lots, factory, [always], versions)])
      periods.set(keyOf(period), period);
  }
  return [...periods.values()];
}

const always = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

const keyOf = ({ factory, fromMs, toMs, lot }: TouchedPeriod): string =>
  `${factory} ${lot === undefined ? `${fromMs} ${toMs}` : `lot ${lot.key}`}`;
