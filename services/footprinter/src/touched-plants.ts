import type { PlantModel } from "@celadon/activity-to-inventory";
import type { ActivityEvent } from "@celadon/proto";
import type { Period } from "@celadon/quantity";

/** The hours of one factory that may have changed, and its latest plant model. */
export interface TouchedPlant {
  readonly model: PlantModel;
  /** At least one. */
  readonly stretches: readonly Period[];
  /** From the first of them to the end of the last one. */
  readonly hull: Period;
}

/** What the events touch, by factory. One without a plant model has no periods. */
export function touchedPlants(
  events: readonly ActivityEvent[],
  models: readonly { readonly model: PlantModel }[],
): readonly TouchedPlant[] {
  const factories = new Set(events.map(({ factory }) => factory));
  return [...factories].flatMap((factory) => {
    const model = models.findLast((version) => version.model.factory === factory)?.model;
    const stretches = events
      .filter((event) => event.factory === factory)
      .flatMap(({ touched }) => touched.map(({ fromMs, toMs }) => ({ fromMs: Number(fromMs), toMs: Number(toMs) })));
    if (model === undefined || stretches.length === 0) return [];
    const fromMs = Math.min(...stretches.map((stretch) => stretch.fromMs));
    const toMs = Math.max(...stretches.map((stretch) => stretch.toMs));
    return [{ model, stretches, hull: { fromMs, toMs } }];
  });
}
