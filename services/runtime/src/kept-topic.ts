import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bell } from "./bell.ts";
import type { LogBatch, Place } from "./event-log.ts";
import { openJournal } from "./journal.ts";
import { onlyPartition, type Topic } from "./topic.ts";

const clearAtBytes = 64 * 1024 * 1024;

interface Waiting {
  readonly key: string;
  readonly value: Uint8Array;
  readonly done: (place: Place) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * A topic that is a journal in `folder`, with a byte offset per group: publishing resolves when the record is on the disk. What is
 * published in one turn of the event loop is so by one fdatasync: ten thousand of them would take ten seconds and more.
 */
export function keptTopic(folder: string, topic: string): Topic {
  const journal = openJournal(join(folder, `${topic}.journal`));
  const arrived = bell();
  const committed = bell();
  const groups = new Map<string, number>();
  let waiting: Waiting[] = [];
  const offsetFile = (group: string) => join(folder, `${topic}.${group}.offset`);

  const offsetOf = (group: string): number => groups.get(group) ?? readOffset(offsetFile(group), journal.end());

  const flush = (): void => {
    if (waiting.length === 0) return;
    const records = waiting;
    waiting = [];
    try {
      const ends = journal.appendAll(records);
      for (const [i, { done }] of records.entries()) done({ partition: onlyPartition, position: ends[i] as number });
      arrived.ring();
    } catch (error) {
      for (const { failed } of records) failed(error);
    }
  };

  const commit = (group: string, offset: number): void => {
    const behind = (name: string, at: number) => name !== group && at < journal.end();
    groups.set(group, offset);
    const clearing =
      offset === journal.end() && offset > clearAtBytes && ![...groups].some(([name, at]) => behind(name, at));
    if (!clearing) {
      writeOffset(offsetFile(group), offset);
      return;
    }
    // Offsets first: a crash in between repeats the journal, the other order would skip what is published next.
    for (const name of groups.keys()) {
      groups.set(name, 0);
      writeOffset(offsetFile(name), 0);
    }
    journal.clear();
  };

  return {
    publish: (key, value) =>
      new Promise((done, failed) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ key, value, done, failed });
      }),
    subscribe: async (group, maxBytes, onBatch, signal) => {
      groups.set(group, offsetOf(group));
      while (!signal.aborted) {
        const from = groups.get(group) as number; // set above, and never taken away
        const records = journal.read(from, maxBytes);
        const last = records.at(-1);
        if (last === undefined) {
          await arrived.wait(signal);
          continue;
        }
        const batch: LogBatch = {
          records: records.map(({ key, value, end }) => ({ key, value, partition: onlyPartition, position: end })),
          commit: async () => {
            commit(group, last.end);
            committed.ring();
          },
        };
        await onBatch(batch);
      }
    },
    drained: async (group, signal) => {
      flush();
      const target = journal.end();
      // A journal that ends before the target was emptied meanwhile, which it is only when all groups have finished it.
      const isDone = () => offsetOf(group) >= target || journal.end() < target;
      while (!isDone() && !signal.aborted) await committed.wait(signal);
      return isDone();
    },
    close: () => {
      flush();
      journal.close();
    },
  };
}

function writeOffset(path: string, offset: number): void {
  writeFileSync(`${path}.next`, String(offset));
  renameSync(`${path}.next`, path);
}

/** A group that never committed begins at the first record; so does one whose journal was emptied under it. */
function readOffset(path: string, end: number): number {
  try {
    const offset = Number(readFileSync(path, "utf8"));
    return Number.isSafeInteger(offset) && offset >= 0 && offset <= end ? offset : 0;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return 0;
    throw error;
  }
}
