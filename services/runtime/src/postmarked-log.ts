import { setImmediate as turn } from "node:timers/promises";
import type { EventLog, LogRecord } from "./event-log.ts";
import type { Postmark } from "./postmark.ts";

/** Records whose postmark is kept until they are handed over. What waits longer than behind so many goes without. */
const keptMax = 10_000;

/**
 * The embedded log with postmarks: publisher and subscriber share the process, so they are kept in memory and no record grows.
 * What an earlier process published has none.
 */
export function postmarkedLog(log: EventLog, postmark: () => Postmark): EventLog {
  // A passing topic hands over the very bytes it was given, a kept one reads them back under the position it answered.
  const byValue = new WeakMap<Uint8Array, Postmark>();
  const byPosition = new Map<string, Postmark>();
  const key = (topic: string, position: number): string => `${topic} ${position}`;
  const markOf = (topic: string, { value, position }: LogRecord): Postmark | undefined =>
    byValue.get(value) ?? byPosition.get(key(topic, position));
  return {
    publish: async (topic, name, value) => {
      const mark = postmark();
      byValue.set(value, mark);
      const published = await log.publish(topic, name, value);
      byPosition.set(key(topic, published.position), mark);
      for (const oldest of byPosition.keys()) {
        if (byPosition.size <= keptMax) break;
        byPosition.delete(oldest);
      }
      return published;
    },
    subscribe: (from, onBatch, signal) =>
      log.subscribe(
        from,
        async (batch) => {
          const last = batch.records.at(-1);
          // It may be handed over before its publisher has heard the position.
          if (last !== undefined && markOf(from.topic, last) === undefined) await turn();
          const records = batch.records.map((record) => ({ ...record, ...markOf(from.topic, record) }));
          await onBatch({ ...batch, records });
        },
        signal,
      ),
    drained: (of, signal) => log.drained(of, signal),
    reached: (of, place, signal) => log.reached(of, place, signal),
    [Symbol.asyncDispose]: () => log[Symbol.asyncDispose](),
  };
}
