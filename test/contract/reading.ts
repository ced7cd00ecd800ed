import type { EventLog, LogBatch, LogRecord, OnBatch } from "@celadon/runtime";

interface From {
  readonly log: EventLog;
  readonly topic: string;
  readonly group?: string;
}

/** Subscribes until the handler stops it. */
async function readWith(
  { log, topic, group = "readers" }: From,
  onBatch: (batch: LogBatch, stop: () => void) => Promise<void>,
): Promise<void> {
  const over = new AbortController();
  await log.subscribe({ topic, group }, (batch) => onBatch(batch, () => over.abort()), over.signal);
}

/** The next `count` records or more, all committed. */
export async function take(from: From, count: number): Promise<readonly LogRecord[]> {
  const taken: LogRecord[] = [];
  await readWith(from, async ({ records, commit }, stop) => {
    taken.push(...records);
    await commit();
    if (taken.length >= count) stop();
  });
  return taken;
}

/** The next batch; its reader is gone before it is committed. */
export async function takeUncommitted(from: From): Promise<readonly LogRecord[]> {
  let taken: readonly LogRecord[] = [];
  await readWith(from, async ({ records }, stop) => {
    taken = records;
    stop();
  });
  return taken;
}

/** A reader that goes on until it is ended, which waits until it has gone. */
export function follow(from: From, onBatch: OnBatch, onAssigned?: (partitions: readonly number[]) => Promise<void>) {
  const over = new AbortController();
  const reading = from.log.subscribe(
    { topic: from.topic, group: from.group ?? "readers", ...(onAssigned === undefined ? {} : { onAssigned }) },
    onBatch,
    over.signal,
  );
  reading.catch(() => undefined); // told to whoever awaits it
  return {
    reading,
    end: async (): Promise<void> => {
      over.abort();
      await reading;
    },
  };
}
