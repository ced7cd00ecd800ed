import { ActivityEvent, type PlantModel, topics } from "@celadon/proto";
import { hourFrom, hourOf } from "@celadon/quantity";
import type { EventLog } from "@celadon/runtime";
import type { Renewed } from "./store-refolded.ts";

/**
 * Tells whoever computes from windows which hours may have changed: one event a factory. `position`: everything in topic
 * telemetry up to there is in the windows.
 */
export async function announce(
  log: EventLog,
  renewed: readonly Renewed[],
  models: readonly PlantModel[],
  position: string,
): Promise<void> {
  const factories = new Set([
    ...renewed.map(({ channel }) => channel.factory),
    ...models.map(({ factory }) => factory),
  ]);
  for (const factory of [...factories].sort()) {
    const touched = renewed
      .filter(({ channel }) => channel.factory === factory)
      .map(({ channel, fromMs, toMs }) => ({
        channel: channel.channel,
        fromMs: BigInt(hourOf(fromMs)),
        toMs: BigInt(hourFrom(toMs)),
      }))
      .sort((a, b) => (a.channel < b.channel ? -1 : 1));
    const event = ActivityEvent.encode({
      factory,
      touched,
      position,
      models: models.filter((model) => model.factory === factory).map(({ hash }) => hash),
    }).finish();
    await log.publish(topics.activity.name, factory, event);
  }
}
