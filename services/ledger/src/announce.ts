import { ActivityEvent, type PlantModel, topics } from "@celadon/proto";
import { hourFrom, hourOf } from "@celadon/quantity";
import type { EventLog } from "@celadon/runtime";
import type { Renewed } from "./store-refolded.ts";

/**
 * Tells whoever computes from windows which hours may have changed: one event a factory. `positionOf`: everything in topic
 * telemetry up to there is in the windows of a factory.
 */
export async function announce(
  log: EventLog,
  renewed: readonly Renewed[],
  models: readonly PlantModel[],
  positionOf: (factory: string) => string,
): Promise<void> {
  const factories = new Set([
    ...renewed.map(({ channel }) => channel.factory),
    ...models.map(({ factory }) => factory),
  ]);
  const saying: Promise<unknown>[] = [];
  for (const factory of [...factories].sort()) {
    const touched = renewed
      .filter(({ channel }) => channel.factory === factory)
      .map(({ channel, fromMs, toMs, isAppended }) => ({
        channel: channel.channel,
        fromMs: BigInt(hourOf(fromMs)),
        toMs: BigInt(hourFrom(toMs)),
        appended: isAppended === true,
      }))
      .sort((a, b) => (a.channel < b.channel ? -1 : 1));
    const event = ActivityEvent.encode({
      factory,
      touched,
      position: positionOf(factory),
      models: models.filter((model) => model.factory === factory).map(({ hash }) => hash),
    }).finish();
    saying.push(log.publish(topics.activity.name, factory, event));
  }
  await Promise.all(saying);
}
