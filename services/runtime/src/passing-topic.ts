import { bell } from "./bell.ts";
import type { LogRecord, OnBatch } from "./event-log.ts";
import { refuse } from "./refuse.ts";
import { onlyPartition, type Topic } from "./topic.ts";

interface Waiting {
  readonly record: LogRecord;
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

const queueBytesMax = 32 * 1024 * 1024;

/**
 * A topic of which nothing is kept: publishing resolves when its one subscriber has committed. The queue is bounded, and a
 * publisher waits for room. A subscriber that fails takes the hope of an answer with it: publishing then rejects, with
 * an outcome that is unknown, until the next subscriber comes, who gets what was not committed.
 */
export function passingTopic(name: string, firstPosition: number): Topic {
  const queue: Waiting[] = [];
  const arrived = bell();
  const room = bell();
  let bytes = 0;
  let position = firstPosition;
  let down = new AbortController();

  const unserved = (): Error =>
    refuse({
      status: 503,
      code: "unserved",
      message: `Nobody takes what is published to "${name}" any more, because its reader stopped by a fault: send it again once Celadon runs again; what was stored meanwhile changes nothing.`,
    });

  const goDown = (): void => {
    down.abort();
    for (const { failed } of queue) failed(unserved());
  };

  return {
    publish: async (key, value) => {
      while (bytes > queueBytesMax && !down.signal.aborted) await room.wait(down.signal);
      if (down.signal.aborted) throw unserved();
      bytes += value.length;
      position += 1;
      const record = { key, value, partition: onlyPartition, position };
      await new Promise<void>((done, failed) => {
        queue.push({ record, done, failed });
        arrived.ring();
      });
      return { partition: onlyPartition, position: record.position };
    },
    subscribe: async (_group, maxBytes, onBatch, signal) => {
      if (down.signal.aborted) down = new AbortController();
      try {
        while (!signal.aborted) {
          if (queue.length === 0) await arrived.wait(signal);
          else await handOver(onBatch, maxBytes);
        }
      } catch (error) {
        goDown();
        throw error;
      }
    },
    drained: async (_group, signal) => {
      const target = position;
      const isDone = () => (queue[0]?.record.position ?? Number.POSITIVE_INFINITY) > target;
      while (!isDone() && !signal.aborted) await room.wait(signal);
      return isDone();
    },
    close: goDown,
  };

  async function handOver(onBatch: OnBatch, maxBytes: number): Promise<void> {
    let taken = 0;
    let size = 0;
    for (const { record } of queue) {
      if (taken > 0 && size + record.value.length > maxBytes) break;
      size += record.value.length;
      taken += 1;
    }
    const batch = queue.slice(0, taken);
    let committed = false;
    await onBatch({
      records: batch.map(({ record }) => record),
      commit: async () => {
        if (committed) return;
        committed = true;
        queue.splice(0, taken);
        bytes -= size;
        for (const { done } of batch) done();
        room.ring();
      },
    });
  }
}
