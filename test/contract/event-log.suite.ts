import { setTimeout as sleep } from "node:timers/promises";
import type { EventLog } from "@celadon/runtime";
import { describe, expect, test } from "vitest";
import { follow, take, takeUncommitted } from "./reading.ts";

/** A topic that no other test meets, and processes that open its log one after the other. */
export interface LogStage extends AsyncDisposable {
  readonly topic: string;
  open(): Promise<EventLog>;
}

const bytes = (...values: number[]) => Uint8Array.from(values);
const number = (value: Uint8Array): number => Buffer.from(value.buffer, value.byteOffset).readUInt16BE();
const two = (n: number): Uint8Array => bytes(n >> 8, n & 255);

/**
 * What every adapter of the event log keeps. `keeps`: the topic is a log of its own, for any number of groups and processes; one that
 * passes through has one reader, and no record that this has not committed.
 */
export function eventLogContract(adapter: string, stageOf: () => Promise<LogStage>, { keeps }: { keeps: boolean }) {
  describe.concurrent(adapter, { timeout: 60_000 }, () => {
    test("records of one key come in the order of their publication, each at the place its publisher was told", async () => {
      await using stage = await stageOf();
      await using log = await stage.open();
      const keys = ["mill", "tannery", "dyer", "造纸厂", "brewery"];
      const sent = Array.from({ length: 1_000 }, (_, n) => ({ key: keys[n % 5] as string, n }));
      const publishing = Promise.all(sent.map(({ key, n }) => log.publish(stage.topic, key, two(n))));
      const records = await take({ log, topic: stage.topic }, sent.length);
      const places = (await publishing).map(({ partition, position }) => ({ partition, position }));
      for (const key of keys) {
        const read = records.filter((one) => one.key === key);
        expect(read.map(({ value }) => number(value))).toEqual(sent.filter((one) => one.key === key).map(({ n }) => n));
        expect(new Set(read.map(({ partition }) => partition)).size).toBe(1);
      }
      const found = new Map(records.map(({ value, partition, position }) => [number(value), { partition, position }]));
      expect(places).toEqual(sent.map(({ n }) => found.get(n)));
    });

    test("what was not committed comes again, in its order; what was does not", async () => {
      await using stage = await stageOf();
      await using log = await stage.open();
      const from = { log, topic: stage.topic };
      const publishing = Promise.all([1, 2, 3].map((n) => log.publish(stage.topic, "mill", two(n))));
      if (keeps) await publishing;
      const lost = await takeUncommitted(from);
      const again = await take(from, 3);
      expect(again).toEqual(lost);
      expect(again.map(({ value }) => number(value))).toEqual([1, 2, 3]);
      await publishing;
      const later = log.publish(stage.topic, "mill", two(4));
      expect((await take(from, 1)).map(({ value }) => number(value))).toEqual([4]);
      await later;
    });

    test("drained and reached are true once the group has committed, not before", async () => {
      await using stage = await stageOf();
      await using log = await stage.open();
      const of = { topic: stage.topic, group: "readers" };
      const soon = () => AbortSignal.timeout(200);
      const inTime = () => AbortSignal.timeout(20_000);
      expect(await log.drained(of, inTime())).toBe(true);
      const publishing = log.publish(stage.topic, "mill", two(1));
      if (keeps) await publishing;
      await takeUncommitted({ log, topic: stage.topic }); // read is not committed
      expect(await log.drained(of, soon())).toBe(false);
      if (keeps) expect(await log.reached(of, await publishing, soon())).toBe(false);
      const isDrained = log.drained(of, inTime());
      await take({ log, topic: stage.topic }, 1);
      expect(await isDrained).toBe(true);
      expect(await log.reached(of, await publishing, inTime())).toBe(true);
    });

    test("a reader is told its partitions, and prepares for them before the first batch", async () => {
      await using stage = await stageOf();
      await using log = await stage.open();
      const order: string[] = [];
      const mine: number[] = [];
      const publishing = log.publish(stage.topic, "mill", two(1));
      const reader = follow(
        { log, topic: stage.topic },
        async ({ records, commit }) => {
          order.push(mine.includes(records[0]?.partition ?? -1) ? "batch of mine" : "batch of another's");
          await commit();
        },
        async (partitions) => {
          await sleep(200);
          mine.push(...partitions);
          order.push("prepared");
        },
      );
      await publishing;
      expect(await log.drained({ topic: stage.topic, group: "readers" }, AbortSignal.timeout(20_000))).toBe(true);
      await reader.end();
      expect(order).toEqual(["prepared", "batch of mine"]);
    });

    test("an empty record and one of 2 MB come byte for byte, and the stream goes on", async () => {
      await using stage = await stageOf();
      await using log = await stage.open();
      const values = [bytes(), new Uint8Array(2_000_000).map((_, i) => i % 251), bytes(7)];
      const publishing = Promise.all(values.map((value) => log.publish(stage.topic, "mill", value)));
      const records = await take({ log, topic: stage.topic }, values.length);
      await publishing;
      expect(records.map(({ value }, i) => Buffer.compare(value, values[i] as Uint8Array))).toEqual([0, 0, 0]);
    });

    test("a reader ends without an error when it is told to", async () => {
      await using stage = await stageOf();
      await using log = await stage.open();
      const reader = follow({ log, topic: stage.topic }, async ({ commit }) => commit());
      await expect(reader.end()).resolves.toBeUndefined();
      await expect(
        log.subscribe({ topic: stage.topic, group: "readers" }, async () => undefined, AbortSignal.abort()),
      ).resolves.toBeUndefined();
    });

    if (!keeps) return;

    test("a handler that fails ends its reader with that error, and the next one gets the record again", async () => {
      await using stage = await stageOf();
      await using log = await stage.open();
      await log.publish(stage.topic, "mill", two(1));
      const broken = follow({ log, topic: stage.topic }, () => Promise.reject(new TypeError("the ledger broke")));
      await expect(broken.reading).rejects.toThrow(new TypeError("the ledger broke"));
      expect((await take({ log, topic: stage.topic }, 1)).map(({ value }) => number(value))).toEqual([1]);
    });

    test("each group gets everything, and goes on where it committed in another process too", async () => {
      await using stage = await stageOf();
      {
        await using log = await stage.open();
        await log.publish(stage.topic, "mill", two(1));
        await take({ log, topic: stage.topic, group: "one" }, 1);
        await log.publish(stage.topic, "mill", two(2));
      }
      await using log = await stage.open();
      const numbers = async (group: string, count: number) =>
        (await take({ log, topic: stage.topic, group }, count)).map(({ value }) => number(value));
      expect(await Promise.all([numbers("one", 1), numbers("other", 2)])).toEqual([[2], [1, 2]]);
    });
  });
}
