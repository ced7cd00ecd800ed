import type { EachBatchPayload, Kafka } from "kafkajs";
import { expect, test } from "vitest";
import { openLog } from "../log.ts";
import { noMeter } from "../metrics.ts";
import { follow } from "./subscriber.ts";

/** A consumer whose batches and events the test makes. */
function handConsumer() {
  const heard = new Map<string, (event: { payload: unknown }) => void>();
  let each: ((payload: EachBatchPayload) => Promise<void>) | undefined;
  const names = ["GROUP_JOIN", "RECEIVED_UNSUBSCRIBED_TOPICS", "CRASH"];
  const consumer = {
    events: Object.fromEntries(names.map((name) => [name, name])),
    on: (name: string, listener: (event: { payload: unknown }) => void) => heard.set(name, listener),
    connect: async () => undefined,
    subscribe: async () => undefined,
    disconnect: async () => undefined,
    run: async ({ eachBatch }: { eachBatch: (payload: EachBatchPayload) => Promise<void> }) => {
      each = eachBatch;
    },
  };
  const kafka: Kafka = Object.assign(Object.create(null), { consumer: () => consumer }); // `follow` asks for nothing else
  const join = (): void => heard.get("GROUP_JOIN")?.({ payload: { memberAssignment: { telemetry: [0] } } });
  const batch = async (heartbeat: () => Promise<void>): Promise<void> => {
    const payload: EachBatchPayload = Object.assign(Object.create(null), {
      batch: { topic: "telemetry", partition: 0, messages: [], lastOffset: () => "7" },
      heartbeat,
      isRunning: () => true,
      isStale: () => false,
      resolveOffset: () => undefined,
      commitOffsetsIfNecessary: async () => undefined,
    });
    if (each === undefined) throw new Error("It does not run yet.");
    await each(payload);
  };
  return { kafka, join, batch };
}

test("a loss that comes to light after its batch has ended is told to the library with the next ones, until it has joined again", async () => {
  const { kafka, join, batch } = handConsumer();
  const stop = new AbortController();
  let handled = 0;
  const following = follow(
    { topic: "telemetry", group: "ledger" },
    async () => {
      handled += 1;
      await new Promise((done) => setTimeout(done, handled === 1 ? 1_100 : 0)); // long enough for one heartbeat
    },
    stop.signal,
    {
      kafka,
      instance: "a",
      configuration: "c",
      startedMs: 0,
      sessionTimeoutMs: 6_000,
      rebalanceTimeoutMs: 60_000,
      notes: openLog("silent"),
      meter: noMeter,
    },
  );
  await new Promise((done) => setTimeout(done, 10));
  join();
  let answer: (error: Error) => void = () => undefined;
  await batch(() => new Promise((_, reject) => (answer = reject)));
  answer(Object.assign(new Error("moved on"), { name: "KafkaJSProtocolError", type: "REBALANCE_IN_PROGRESS" }));
  await new Promise((done) => setTimeout(done, 1));
  const healthy = async (): Promise<void> => undefined;
  await expect(batch(healthy)).rejects.toThrow("moved on");
  // Of the same fetch; or the library could not join, as the coordinator is loading, and goes on as if nothing were.
  await expect(batch(healthy)).rejects.toThrow("moved on");
  expect(handled).toBe(1);
  join();
  await batch(healthy);
  expect(handled).toBe(2);
  stop.abort();
  await following;
});
