import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EventLog, LogBatch, LogRecord, OnBatch } from "./event-log.ts";
import { type Journal, openJournal } from "./journal.ts";

interface Waiting {
  readonly record: LogRecord;
  readonly done: () => void;
}

const queueBytesMax = 32 * 1024 * 1024;
const clearAtBytes = 64 * 1024 * 1024;

/**
 * The event log inside one process.
 *
 * A topic named in `through` passes through: nothing of it is kept here, publishing resolves when its one subscriber has
 * committed, so durability is the subscriber's own. Its queue is bounded: a publisher waits for room.
 * Every other topic is a journal in `folder` with a byte offset per group: publishing resolves when it is on the disk.
 */
export function openEmbeddedEventLog(folder: string, through: readonly string[]): EventLog {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const passing = new Map(through.map((topic) => [topic, passingTopic()]));
  const kept = new Map<string, ReturnType<typeof keptTopic>>();
  const keptOf = (topic: string) => {
    const open = kept.get(topic) ?? keptTopic(folder, topic);
    kept.set(topic, open);
    return open;
  };
  return {
    publish: (topic, key, value) => (passing.get(topic) ?? keptOf(topic)).publish(key, value),
    subscribe: ({ topic, group, maxBytes = 4 * 1024 * 1024 }, onBatch, signal) =>
      (passing.get(topic) ?? keptOf(topic)).subscribe(group, maxBytes, onBatch, signal),
    [Symbol.asyncDispose]: async () => {
      for (const topic of kept.values()) topic.close();
    },
  };
}

/** Resolves at the next `ring`. */
function bell(): { readonly ring: () => void; readonly wait: (signal: AbortSignal) => Promise<void> } {
  let wake: (() => void)[] = [];
  const ring = () => {
    const sleepers = wake;
    wake = [];
    for (const sleeper of sleepers) sleeper();
  };
  const wait = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal.aborted) return resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
      wake.push(() => resolve());
    });
  return { ring, wait };
}

function passingTopic() {
  const queue: Waiting[] = [];
  const arrived = bell();
  const room = bell();
  let bytes = 0;
  let position = 0;
  const never = new AbortController().signal;

  return {
    publish: async (key: string, value: Uint8Array) => {
      while (bytes > queueBytesMax) await room.wait(never);
      bytes += value.length;
      position += 1;
      const record = { key, value, position };
      await new Promise<void>((done) => {
        queue.push({ record, done });
        arrived.ring();
      });
      return { position: record.position };
    },
    subscribe: async (_group: string, maxBytes: number, onBatch: OnBatch, signal: AbortSignal) => {
      while (!signal.aborted) {
        if (queue.length === 0) {
          await arrived.wait(signal);
          continue;
        }
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
    },
    close: () => undefined,
  };
}

function keptTopic(folder: string, topic: string) {
  const journal: Journal = openJournal(join(folder, `${topic}.journal`));
  const arrived = bell();
  const groups = new Map<string, number>();
  const offsetFile = (group: string) => join(folder, `${topic}.${group}.offset`);

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
    publish: async (key: string, value: Uint8Array) => {
      const position = journal.append(key, value);
      arrived.ring();
      return { position };
    },
    subscribe: async (group: string, maxBytes: number, onBatch: OnBatch, signal: AbortSignal) => {
      groups.set(group, readOffset(offsetFile(group), journal.end()));
      while (!signal.aborted) {
        const from = groups.get(group) as number;
        const records = journal.read(from, maxBytes);
        const last = records.at(-1);
        if (last === undefined) {
          await arrived.wait(signal);
          continue;
        }
        const batch: LogBatch = {
          records: records.map(({ key, value, end }) => ({ key, value, position: end })),
          commit: async () => commit(group, last.end),
        };
        await onBatch(batch);
      }
    },
    close: () => journal.close(),
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
