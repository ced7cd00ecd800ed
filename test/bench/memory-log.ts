import type { EventLog, LogRecord } from "@celadon/runtime";

export interface Published {
  readonly key: string;
  readonly value: Uint8Array;
}

/**
 * A log that holds everything in memory and hands it out as fast as it is taken, a partition for each key: what a broker costs is
 * the difference to it.
 */
export function memoryLog(): EventLog {
  const topics = new Map<string, Map<string, LogRecord[]>>();
  const done = new Map<string, number>();
  const doneOf = (topic: string): number => {
    const known = done.get(topic);
    return known === undefined ? 0 : known;
  };
  let ended: (() => void) | undefined;
  const of = (topic: string): Map<string, LogRecord[]> => {
    const known = topics.get(topic) ?? new Map<string, LogRecord[]>();
    topics.set(topic, known);
    return known;
  };
  const count = (topic: string): number => [...of(topic).values()].reduce((sum, { length }) => sum + length, 0);
  return {
    publish: async (topic, key, value) => {
      const keys = of(topic);
      const records = keys.get(key) ?? [];
      keys.set(key, records);
      const place = { partition: [...keys.keys()].indexOf(key), position: records.length };
      records.push({ key, value, ...place });
      return place;
    },
    subscribe: async ({ topic, maxBytes = 4 * 1_048_576, onAssigned }, onBatch, signal) => {
      const partitions = [...of(topic).values()];
      await onAssigned?.(partitions.map((_, partition) => partition));
      for (const records of partitions) {
        for (let from = 0; from < records.length && !signal.aborted; ) {
          let [to, bytes] = [from, 0];
          while (to < records.length && (to === from || bytes < maxBytes))
            bytes += (records[to++] as LogRecord).value.length;
          const batch = records.slice(from, to);
          await onBatch({
            records: batch,
            commit: async () => void done.set(topic, batch.length + doneOf(topic)),
          });
          from = to;
        }
      }
      ended?.();
      if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    },
    drained: async ({ topic }) => {
      if (doneOf(topic) !== count(topic)) await new Promise<void>((resolve) => (ended = resolve));
      return doneOf(topic) === count(topic);
    },
    reached: async () => true,
    [Symbol.asyncDispose]: async () => undefined,
  };
}
