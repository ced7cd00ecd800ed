import { setTimeout as sleep } from "node:timers/promises";
import { type KafkaEventLog, type Place, topicsApply, topicsCheck } from "@celadon/runtime";
import { Kafka, logLevel } from "kafkajs";
import { describe, expect, test } from "vitest";
import { freePorts } from "../kafka/free-ports.ts";
import { type KafkaStage, openOnStage } from "../kafka/kafka-stage.ts";
import { startMember } from "../kafka/start-member.ts";
import { follow, take, takeUncommitted } from "./reading.ts";

const group = "readers";
/** The shortest that brokers allow unless told otherwise. */
const sessionTimeoutMs = 6_000;
const patient = { timeout: 20_000, interval: 50 };
const bytes = (text: string): Uint8Array => Buffer.from(text);
const text = ({ value }: { readonly value: Uint8Array }): string => Buffer.from(value).toString();
const sorted = (all: Iterable<number>): readonly number[] => [...all].toSorted((a, b) => a - b);

/** A client of the brokers that is not ours. */
function stranger({ settings }: KafkaStage): Kafka {
  return new Kafka({ brokers: [...settings.brokers], logLevel: logLevel.NOTHING });
}

/** What an event log keeps that several processes share over brokers, besides what every adapter keeps. */
export function brokerContract(adapter: string, stageOf: () => Promise<KafkaStage>): void {
  describe.concurrent(`${adapter}, shared`, { timeout: 60_000 }, () => {
    // Those that wait for a session to end come first: five run at a time.
    test("a handler that works for longer than a session lasts keeps its partitions", async () => {
      await using stage = await stageOf();
      await using log = await stage.open({ sessionTimeoutMs });
      await log.publish(stage.topic, "mill", bytes("long"));
      const seen: string[] = [];
      const reader = follow({ log, topic: stage.topic }, async ({ records, commit }) => {
        seen.push(...records.map(text));
        if (seen.length === 1) await sleep(sessionTimeoutMs + 2_000);
        await commit();
      });
      await expect.poll(() => seen.length, patient).toBe(1);
      await log.publish(stage.topic, "mill", bytes("next"));
      expect(await log.drained({ topic: stage.topic, group }, AbortSignal.timeout(20_000))).toBe(true);
      await reader.end();
      expect(seen).toEqual(["long", "next"]); // expelled, it would have met the first one twice
    });

    test("asked for together, what all partitions have is one batch, each in its order, and one commit is of all", async () => {
      await using stage = await stageOf();
      await using log = await stage.open();
      const keys = ["mill", "tannery", "dyer", "brewery", "造纸厂", "printer"];
      for (const n of [1, 2]) await Promise.all(keys.map((key) => log.publish(stage.topic, key, bytes(`${key} ${n}`))));
      const batches: (readonly { readonly partition: number; readonly text: string }[])[] = [];
      const ending = new AbortController();
      const reading = log.subscribe(
        { topic: stage.topic, group, together: true },
        async ({ records, commit }) => {
          batches.push(records.map((one) => ({ partition: one.partition, text: text(one) })));
          await commit();
        },
        ending.signal,
      );
      expect(await log.drained({ topic: stage.topic, group }, AbortSignal.timeout(20_000))).toBe(true);
      ending.abort();
      await reading;
      const read = batches.flat();
      expect(read.map((one) => one.text).toSorted()).toEqual(
        keys.flatMap((key) => [`${key} 1`, `${key} 2`]).toSorted(),
      );
      for (const key of keys)
        expect(read.filter((one) => one.text.startsWith(key)).map((one) => one.text)).toEqual([`${key} 1`, `${key} 2`]);
      expect(
        Math.max(...batches.map((batch) => new Set(batch.map(({ partition }) => partition)).size)),
      ).toBeGreaterThan(1);
    });

    test("a record is told the brokers' time, which a publisher's clock has no say in", async () => {
      await using stage = await stageOf();
      await using log = await stage.open();
      const beforeMs = Date.now();
      const first = await log.publish(stage.topic, "mill", bytes("a"));
      const { appendedMs = Number.NaN } = await log.publish(stage.topic, "mill", bytes("b"));
      expect(appendedMs).toBeGreaterThanOrEqual(first.appendedMs as number); // as told above it
      // The brokers of this test run on this machine, or on one whose clock is set.
      expect(Math.abs(appendedMs - beforeMs)).toBeLessThan(60_000);
    });

    test("what a killed member had in hand comes again to the others, with its partitions", async () => {
      await using stage = await stageOf();
      await using log = await stage.open({ sessionTimeoutMs });
      await log.publish(stage.topic, "mill", bytes("in hand"));
      await using killed = startMember({ ...stage, group, sessionTimeoutMs });
      expect(await killed.said()).toEqual({ partitions: [0, 1, 2, 3] });
      expect(await killed.said()).toEqual({ read: [Buffer.from("in hand").toString("hex")] });
      await killed.kill();
      expect((await take({ log, topic: stage.topic }, 1)).map(text)).toEqual(["in hand"]);
    });

    test("work that outlasts a rebalance is repeated by whoever has the partition then, and breaks nothing", async () => {
      await using stage = await stageOf();
      const wishes = { sessionTimeoutMs, rebalanceTimeoutMs: 2_000 };
      await using slow = await stage.open({ instance: "slow", ...wishes });
      await slow.publish(stage.topic, "mill", bytes("a"));
      let isSlow = true;
      const seen: string[] = [];
      const first = follow({ log: slow, topic: stage.topic }, async ({ records, commit }) => {
        seen.push(...records.map((one) => `slow ${text(one)}`));
        if (isSlow) await sleep(5_000);
        isSlow = false;
        await commit();
      });
      await expect.poll(() => seen.length, patient).toBe(1);
      await using quick = await stage.open({ instance: "quick", ...wishes });
      const second = follow({ log: quick, topic: stage.topic }, async ({ records, commit }) => {
        seen.push(...records.map((one) => `quick ${text(one)}`));
        await commit();
      });
      await expect.poll(() => seen, patient).toContain("quick a"); // while the slow one still works
      expect(isSlow).toBe(true);
      await expect.poll(() => isSlow, patient).toBe(false);
      await slow.publish(stage.topic, "mill", bytes("b"));
      expect(await slow.drained({ topic: stage.topic, group }, AbortSignal.timeout(20_000))).toBe(true);
      await Promise.all([first.end(), second.end()]);
      expect(seen.filter((one) => one.endsWith("b"))).toHaveLength(1);
    });

    test("two members share the partitions, and one that leaves gives its own to the other at once", async () => {
      await using stage = await stageOf();
      const held = { a: [] as readonly number[], b: [] as readonly number[] };
      const join = (name: keyof typeof held, log: KafkaEventLog) =>
        follow(
          { log, topic: stage.topic },
          async ({ commit }) => commit(),
          async (partitions) => {
            held[name] = partitions;
          },
        );
      await using logA = await stage.open({ instance: "a" });
      await using logB = await stage.open({ instance: "b" });
      const a = join("a", logA);
      await expect.poll(() => held.a.length, patient).toBe(4);
      const b = join("b", logB);
      await expect.poll(() => [held.a.length, held.b.length], patient).toEqual([2, 2]);
      expect(sorted([...held.a, ...held.b])).toEqual([0, 1, 2, 3]);
      await a.end();
      await expect.poll(() => held.b.length, { ...patient, timeout: 10_000 }).toBe(4); // long before its session is over
      await b.end();
    });

    test("who joins with another configuration is refused with a sentence, and the others go on", async () => {
      await using stage = await stageOf();
      await using log = await stage.open({ configuration: "epoch 1" });
      const seen: string[] = [];
      const reader = follow({ log, topic: stage.topic }, async ({ records, commit }) => {
        seen.push(...records.map(text));
        await commit();
      });
      await log.publish(stage.topic, "mill", bytes("before"));
      await expect.poll(() => seen, patient).toEqual(["before"]);
      await using late = await stage.open({ configuration: "epoch 2" });
      await expect(follow({ log: late, topic: stage.topic }, async () => undefined).reading).rejects.toThrow(
        /^The group "\S+readers" runs with another configuration \(epoch 1\) than this process \(epoch 2\): give all/,
      );
      await log.publish(stage.topic, "mill", bytes("after"));
      expect(await log.drained({ topic: stage.topic, group }, AbortSignal.timeout(20_000))).toBe(true);
      await reader.end();
      expect(seen).toEqual(["before", "after"]);
    });

    test("the lag of a group is what it has not committed, by partition", async () => {
      await using stage = await stageOf();
      await using log = await stage.open();
      const of = { topic: stage.topic, group };
      const places: Place[] = [];
      for (const key of ["mill", "mill", "tannery"]) places.push(await log.publish(stage.topic, key, bytes("x")));
      const behind = async () => (await log.lagOf(of)).map(({ lag }) => lag);
      const expected = [0, 1, 2, 3].map((one) => places.filter(({ partition }) => partition === one).length);
      expect(await behind()).toEqual(expected);
      await takeUncommitted({ log, topic: stage.topic });
      expect(await behind()).toEqual(expected);
      await take({ log, topic: stage.topic }, 3);
      expect(await behind()).toEqual([0, 0, 0, 0]);
    });

    test("a key goes where a Java client puts it, and a stranger's records come too: newer, unmarked or emptied", async () => {
      await using stage = await stageOf();
      await using log = await stage.open({ schema: 7 });
      // org.apache.kafka.common.utils.UtilsTest: murmur2("21") = -973932308, murmur2("foobar") = -790332482.
      const partitionOf = (hash: number) => (hash & 0x7fffffff) % 4;
      const { partition } = await log.publish(stage.topic, "21", bytes("ours"));
      expect(partition).toBe(partitionOf(-973932308));
      expect((await log.publish(stage.topic, "foobar", bytes("ours"))).partition).toBe(partitionOf(-790332482));
      const producer = stranger(stage).producer();
      await producer.connect();
      await producer.send({
        topic: `${stage.settings.prefix}${stage.topic}`,
        messages: [
          { key: "k", partition, value: "newer", headers: { schema: "8" } },
          { key: "k", partition, value: null },
          { partition, value: Buffer.from([0xff, 0xfe]), headers: { schema: "none" } },
        ],
      });
      await producer.disconnect();
      const records = (await take({ log, topic: stage.topic }, 5)).filter((one) => one.partition === partition);
      const strangers = records.slice(-3).map(({ key, value, schema }) => ({ key, value: [...value], schema }));
      expect(strangers).toEqual([
        { key: "k", value: [...bytes("newer")], schema: 8 },
        { key: "k", value: [], schema: undefined },
        { key: "", value: [0xff, 0xfe], schema: undefined },
      ]);
      expect(records[0]?.schema).toBe(7);
    });

    test("topics are made once, and what is unlike is said and left", async () => {
      await using stage = await stageOf();
      const [shape] = stage.shapes;
      if (shape === undefined) throw new Error("The stage has no topic.");
      const name = `${stage.settings.prefix}${stage.topic}`;
      expect(await topicsCheck(stage.settings, stage.shapes)).toEqual([]);
      const other = { ...shape, name: "other" };
      expect(await topicsCheck(stage.settings, [other])).toEqual([
        `Topic "${stage.settings.prefix}other" is missing: run celadon topics apply.`,
      ]);
      const unlike = { ...shape, partitions: 5, retentionMs: 1_000 };
      const differences = [
        `Topic "${name}" has 4 partitions instead of 5: make a new set of topics, more cannot be added.`,
        `Topic "${name}" has retention.ms=3600000 instead of 1000: set it with the brokers' own tools.`,
      ];
      expect(await topicsApply(stage.settings, [unlike])).toEqual({ made: [], differences });
      expect(await topicsCheck(stage.settings, [unlike])).toEqual(differences);
    });

    test("brokers that lack a topic, count other partitions or do not answer are said at the start, with the fix", async () => {
      await using stage = await stageOf();
      const [shape] = stage.shapes;
      if (shape === undefined) throw new Error("The stage has no topic.");
      await expect(openOnStage(stage.settings, [{ ...shape, name: "none" }])).rejects.toThrow(
        /^The brokers have no topic "\S+none": run celadon topics apply\.$/,
      );
      await expect(openOnStage(stage.settings, [{ ...shape, partitions: 24 }])).rejects.toThrow(
        /^Topic "\S+kept" has 4 partitions, and Celadon counts on 24: /,
      );
      const [port] = await freePorts(1);
      const nobody = { ...stage.settings, brokers: [`127.0.0.1:${port}`] };
      await expect(openOnStage(nobody, stage.shapes)).rejects.toThrow(
        /^No Kafka broker answers at 127\.0\.0\.1:\d+ \(.+\): see that one runs there, or mend CELADON_KAFKA_BROKERS\.$/,
      );
    });
  });
}
