import { type ActivityHour, channelsUsed } from "@celadon/activity-to-inventory";
import type { Period } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import { type ModelVersion, storedModels } from "./stored-models.ts";
import { storedWindows } from "./stored-windows.ts";

/** What footprints of a period are made from: the versions of the plant model, and the hours of the channels they use. */
export interface Evidence {
  readonly models: readonly ModelVersion[];
  readonly windows: ReadonlyMap<string, readonly ActivityHour[]>;
}

/** The evidence as it is stored now. */
export async function storedEvidence(store: Store, factory: string, period: Period): Promise<Evidence> {
  const models = await storedModels(store, factory);
  const channels = new Map(
    models.flatMap(({ model }) => {
      const used = channelsUsed(model);
      return model.channels.filter(({ name }) => used.has(name)).map((channel) => [channel.name, channel] as const);
    }),
  );
  return { models, windows: await storedWindows(store, factory, [...channels.values()], period) };
}
