import type { ActivityEvent } from "@celadon/proto";
import type { Store } from "@celadon/runtime";
import { activePeriods } from "./active-periods.ts";
import type { ModelVersion } from "./stored-models.ts";
import { type TouchedPeriod, touchedPeriods } from "./touched-periods.ts";

/**
 * The periods whose footprints may have changed: those that hold a touched hour, and all periods of a factory whose plant
 * model changed, as another factor or another share changes no hour and every figure.
 */
export async function periodsToRenew(
  store: Store,
  events: readonly ActivityEvent[],
  models: readonly ModelVersion[],
): Promise<readonly TouchedPeriod[]> {
  const periods = new Map(touchedPeriods(events, models).map((period) => [keyOf(period), period]));
  const remodelled = new Set(events.filter((event) => event.models.length > 0).map(({ factory }) => factory));
  for (const factory of remodelled) {
    const versions = models.filter(({ model }) => model.factory === factory);
    for (const period of await activePeriods(store, versions)) {
      const one = { factory, ...period };
      periods.set(keyOf(one), one);
    }
  }
  return [...periods.values()];
}

const keyOf = ({ factory, fromMs, toMs }: TouchedPeriod): string => `${factory} ${fromMs} ${toMs}`;
