import type { ActivityEvent } from "@celadon/proto";
import type { Store } from "@celadon/runtime";
import { activePeriods } from "./active-periods.ts";
import { activitySpan } from "./activity-span.ts";
import { lengthsOf } from "./periods-in.ts";
import type { ModelVersion } from "./stored-models.ts";
import { type TouchedPeriod, touchedPeriods } from "./touched-periods.ts";
import { touchedPlants } from "./touched-plants.ts";

/**
 * The periods whose footprints may have changed: those that hold a touched hour or come to be by it, and all periods of a
 * factory whose plant model changed, as another factor or another share changes no hour and every figure.
 */
export async function periodsToRenew(
  store: Store,
  events: readonly ActivityEvent[],
  models: readonly ModelVersion[],
): Promise<readonly TouchedPeriod[]> {
  const periods = new Map<string, TouchedPeriod>();
  for (const plant of touchedPlants(events, models)) {
    const isRolling = lengthsOf(plant.model.products).has("twelve-months");
    const span = isRolling ? await activitySpan(store, plant.model, plant.hull) : undefined;
    for (const period of touchedPeriods(plant, span)) periods.set(keyOf(period), period);
  }
  const remodelled = new Set(events.filter((event) => event.models.length > 0).map(({ factory }) => factory));
  for (const factory of remodelled) {
    const versions = models.filter(({ model }) => model.factory === factory);
    for (const period of await activePeriods(store, versions)) {
      const one = { factory, ...period, isGone: false };
      periods.set(keyOf(one), one);
    }
  }
  return [...periods.values()];
}

const keyOf = ({ factory, fromMs, toMs }: TouchedPeriod): string => `${factory} ${fromMs} ${toMs}`;
