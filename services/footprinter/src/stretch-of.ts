import type { PlantModel } from "@celadon/activity-to-inventory";
import type { ExplainNode, Footprint } from "@celadon/proto";
import type { Stretch } from "./explain-stretch.ts";
import type { ModelVersion } from "./stored-models.ts";

type Channel = PlantModel["channels"][number];

/** The channels that any version of a plant model declares, by name; of one that several declare the latest. */
export const channelsOf = (models: readonly ModelVersion[]): ReadonlyMap<string, Channel> =>
  new Map(models.flatMap(({ model }) => model.channels.map((channel) => [channel.name, channel])));

/** The stretch of a channel that a node of an explanation stands for; undefined for any other node. */
export function stretchOf(
  node: ExplainNode,
  { factory, timeZone, ...footprint }: Footprint,
  channels: ReadonlyMap<string, Channel>,
): Stretch | undefined {
  if (node.kind !== "channel" || node.fromMs === undefined || node.toMs === undefined) return undefined;
  const channel = channels.get(node.details.find(({ name }) => name === "channel")?.value ?? node.label);
  return (
    channel && {
      parent: node.id,
      factory,
      channel: channel.name,
      rule: channel,
      unit: channel.amountUnit ?? channel.unit,
      readingUnit: channel.unit,
      timeZone,
      fromMs: Number(node.fromMs),
      toMs: Number(node.toMs),
      // A stretch of the months that it shares over reaches beyond the lot, in whole hours.
      lot:
        footprint.lot === undefined || node.fromMs < footprint.fromMs || node.toMs > footprint.toMs
          ? undefined
          : { fromMs: Number(footprint.fromMs), toMs: Number(footprint.toMs), lot: footprint.lot },
    }
  );
}
