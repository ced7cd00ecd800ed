import { type ActivityHour, channelsUsed } from "@celadon/activity-to-inventory";
import type { Period } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import { type Cuts, storedCuts } from "./stored-cuts.ts";
import { type ModelVersion, storedModels } from "./stored-models.ts";
import { storedWindows } from "./stored-windows.ts";

/** What footprints of a period are made from: the versions of the plant model, and the hours of the channels they use. */
export interface Evidence {
  readonly models: readonly ModelVersion[];
  readonly windows: ReadonlyMap<string, readonly ActivityHour[]>;
  /** The hours that lots cut, where any were asked for. */
  readonly cuts: Cuts;
}

/** A factory, and the instants within hours at which its hours are wanted cut. */
export interface WantedEvidence {
  readonly factory: string;
  readonly cutsMs: readonly number[];
}

/** The evidence of factories as it is stored now; versions of plant models that were read a moment ago can be given. */
export async function storedEvidence(
  store: Store,
  asked: readonly WantedEvidence[],
  period: Period,
  known?: readonly ModelVersion[],
): Promise<ReadonlyMap<string, Evidence>> {
  const factories = asked.map(({ factory }) => factory);
  const all = known ?? (await storedModels(store, factories));
  const modelsOf = (factory: string) => all.filter(({ model }) => model.factory === factory);
  const wanted = asked.map(({ factory, cutsMs }) => ({
    factory,
    channels: channelsOf(modelsOf(factory)),
    atMs: cutsMs,
  }));
  // Before the windows: where the ledger writes between the two reads, the event it then sends finds both as they are.
  const cuts = await storedCuts(store, wanted);
  const windows = await storedWindows(store, wanted, period);
  return new Map(
    factories.map((factory) => [
      factory,
      {
        models: modelsOf(factory),
        windows: windows.get(factory) ?? new Map<string, readonly ActivityHour[]>(),
        cuts: cuts.get(factory) ?? (new Map() satisfies Cuts),
      },
    ]),
  );
}

/** The channels that any version uses, as its latest one describes them. */
function channelsOf(models: readonly ModelVersion[]) {
  const channels = new Map(
    models.flatMap(({ model }) => {
      const used = channelsUsed(model);
      return model.channels.filter(({ name }) => used.has(name)).map((channel) => [channel.name, channel] as const);
    }),
  );
  return [...channels.values()];
}
