import type { Period } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import { activitySpan } from "./activity-span.ts";
import { lengthsOf, periodsIn } from "./periods-in.ts";
import type { ModelVersion } from "./stored-models.ts";

/** Every period that the activity of one factory asks for, by its versions of the plant model, the latest last. */
export async function activePeriods(store: Store, models: readonly ModelVersion[]): Promise<readonly Period[]> {
  const latest = models.at(-1)?.model;
  if (latest === undefined) return [];
  const { all } = await activitySpan(store, latest, { fromMs: 0, toMs: 0 });
  if (all === undefined) return [];
  const periods = periodsIn(all, latest.timeZone, lengthsOf(latest.products));
  return [...new Map(periods.map((period) => [`${period.fromMs} ${period.toMs}`, period])).values()];
}
