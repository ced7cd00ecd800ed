import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import type { EventLog, LogBatch } from "./event-log.ts";
import { openEmbeddedEventLog } from "./event-log-embedded.ts";

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), "celadon-log-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};
const bytes = (...values: number[]) => Uint8Array.from(values);
const valuesOf = ({ records }: LogBatch) => records.map(({ value }) => [...value]);
const from = (topic: string) => ({ topic, group: "readers" });

/** Hands batches to `read` until it answers "enough", whose batch is not committed. */
async function readUntil(log: EventLog, topic: string, read: (batch: LogBatch) => "commit" | "enough"): Promise<void> {
  const stop = new AbortController();
  await log.subscribe(
    from(topic),
    async (batch) => {
      if (read(batch) === "enough") stop.abort();
      else await batch.commit();
    },
    stop.signal,
  );
}

for (const topic of ["telemetry", "activity"]) {
  test(`${topic}: what was not committed comes again, in its order`, async () => {
    await using log = openEmbeddedEventLog(folder(), ["telemetry"]);
    const published = [log.publish(topic, "mill", bytes(1)), log.publish(topic, "mill", bytes(2))];
    const seen: number[][][] = [];
    await readUntil(log, topic, (batch) => {
      seen.push(valuesOf(batch));
      return "enough";
    });
    const stop = new AbortController();
    const reading = log.subscribe(
      from(topic),
      async (batch) => {
        seen.push(valuesOf(batch));
        await batch.commit();
        stop.abort();
      },
      stop.signal,
    );
    await Promise.all([reading, ...published]);
    expect(seen).toEqual([
      [[1], [2]],
      [[1], [2]],
    ]);
  });
}

test("a passing topic resolves a publisher when its reader has committed, not before", async () => {
  await using log = openEmbeddedEventLog(folder(), ["telemetry"]);
  const order: string[] = [];
  const published = log.publish("telemetry", "mill", bytes(1)).then(() => order.push("published"));
  const stop = new AbortController();
  await log.subscribe(
    from("telemetry"),
    async (batch) => {
      await sleep(20);
      order.push("committing");
      await batch.commit();
      stop.abort();
    },
    stop.signal,
  );
  await published;
  expect(order).toEqual(["committing", "published"]);
});

test("a reader that fails rejects whoever waits for it and whoever comes later, with a sentence and as 503", async () => {
  await using log = openEmbeddedEventLog(folder(), ["telemetry"]);
  const waiting = log.publish("telemetry", "mill", bytes(1));
  const answered = expect(waiting).rejects.toThrow(/Nobody takes what is published to "telemetry" any more/);
  const reading = log.subscribe(
    from("telemetry"),
    async () => {
      throw new Error("the ledger broke");
    },
    new AbortController().signal,
  );
  await expect(reading).rejects.toThrow("the ledger broke");
  await answered;
  await expect(log.publish("telemetry", "mill", bytes(2))).rejects.toMatchObject({ refusal: { status: 503 } });
});

test("the reader after one that failed gets what was not committed, and publishing works again", async () => {
  await using log = openEmbeddedEventLog(folder(), ["telemetry"]);
  const lost = log.publish("telemetry", "mill", bytes(1));
  const lostAnswer = expect(lost).rejects.toThrow(/send it again/);
  await log
    .subscribe(from("telemetry"), () => Promise.reject(new Error("broke")), new AbortController().signal)
    .catch(() => undefined);
  await lostAnswer;
  const seen: number[] = [];
  const stop = new AbortController();
  const reading = log.subscribe(
    from("telemetry"),
    async (batch) => {
      seen.push(...batch.records.map(({ value }) => value[0] as number));
      await batch.commit();
      if (seen.includes(2)) stop.abort();
    },
    stop.signal,
  );
  await log.publish("telemetry", "mill", bytes(2));
  await reading;
  expect(seen).toEqual([1, 2]);
});

test("a publisher that waits for room in the queue is told too when the reader fails", async () => {
  await using log = openEmbeddedEventLog(folder(), ["telemetry"]);
  const big = new Uint8Array(20 * 1024 * 1024);
  const all = [1, 2, 3].map(() => log.publish("telemetry", "mill", big));
  const answers = Promise.allSettled(all);
  await sleep(1);
  await log
    .subscribe(from("telemetry"), () => Promise.reject(new Error("broke")), new AbortController().signal)
    .catch(() => undefined);
  expect((await answers).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
});

test("closing the log ends every wait", async () => {
  const log = openEmbeddedEventLog(folder(), ["telemetry"]);
  const waiting = expect(log.publish("telemetry", "mill", bytes(1))).rejects.toThrow(/send it again/);
  await log[Symbol.asyncDispose]();
  await waiting;
});

test("a kept topic goes on where its group committed, also in another process", async () => {
  const path = folder();
  {
    await using log = openEmbeddedEventLog(path, []);
    for (const value of [1, 2, 3]) await log.publish("activity", "mill", bytes(value));
    const stop = new AbortController();
    await log.subscribe(
      { ...from("activity"), maxBytes: 1 },
      async (batch) => {
        await batch.commit();
        stop.abort();
      },
      stop.signal,
    );
  }
  await using log = openEmbeddedEventLog(path, []);
  const seen: number[][][] = [];
  await readUntil(log, "activity", (batch) => {
    seen.push(valuesOf(batch));
    return "enough";
  });
  expect(seen).toEqual([[[2], [3]]]);
});
