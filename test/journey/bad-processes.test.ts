import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { topics } from "@celadon/proto";
import { openServerStore } from "@celadon/runtime";
import { Kafka, logLevel } from "kafkajs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClickhouseFront, startFront } from "../clickhouse/start-front.ts";
import type { Broker } from "../kafka/broker.ts";
import { openKafka } from "../kafka/kafka-jars.ts";
import { startProcesses } from "../processes/start-processes.ts";

// What keeps a process of its own from working is a sentence with the fix and exit code 1, at once: no stack, no loop, no silence.

const bin = fileURLToPath(new URL("../../services/celadon/bin/celadon.mjs", import.meta.url));
let broker: Broker;
let front: ClickhouseFront;
beforeAll(async () => {
  [broker, front] = await Promise.all([openKafka(), startFront()]);
}, 120_000);
afterAll(async () => {
  await broker?.[Symbol.asyncDispose]();
  await front?.[Symbol.asyncDispose]();
});

const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("CELADON_"));
const envOf = (more: Readonly<Record<string, string>>) => ({
  ...Object.fromEntries(inherited),
  CELADON_CLICKHOUSE_URL: front.url,
  CELADON_KAFKA_BROKERS: broker.address,
  CELADON_KAFKA_REPLICAS: "1",
  CELADON_KAFKA_MIN_IN_SYNC: "1",
  CELADON_HTTP_PORT: "0",
  CELADON_GRPC_PORT: "0",
  ...more,
});
const run = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  new Promise<{ readonly code: number; readonly said: string }>((resolve) => {
    execFile(process.execPath, [bin, ...args], { env: envOf(more), timeout: 100_000 }, (error, _stdout, stderr) =>
      resolve({
        code: error === null ? 0 : Number(error.code),
        said: stderr.replace(/^\(.*\n|^Timeout duration.*\n/gm, ""),
      }),
    );
  });
const told = async (
  args: readonly string[],
  more: Readonly<Record<string, string>>,
  sentence: string,
): Promise<void> => {
  const { code, said } = await run(args, more);
  expect(said).toContain(sentence);
  expect(said).not.toContain("Something in Celadon broke");
  expect(code).toBe(1);
};

test("a broker or a server that is not there", async () => {
  await told(["topics", "check"], { CELADON_KAFKA_BROKERS: "127.0.0.1:1" }, "No Kafka broker answers at 127.0.0.1:1");
  await told(["migrate"], { CELADON_CLICKHOUSE_URL: "http://127.0.0.1:1" }, "Nobody answers at http://127.0.0.1:1");
  await told(["serve", "ledger"], { CELADON_CLICKHOUSE_URL: "http://127.0.0.1:1" }, "Nobody answers at");
  await told(["serve", "ledger"], { CELADON_CLICKHOUSE_URL: "" }, "set CELADON_CLICKHOUSE_URL, or run celadon start");
}, 120_000);

test("tables that nobody made, topics that nobody made, topics with too few partitions", async () => {
  const { url } = front;
  await using server = await openServerStore({ url, database: "default" });
  await server.run({ text: "CREATE DATABASE IF NOT EXISTS celadon" });
  await told(["serve", "ledger"], {}, "run celadon migrate");
  expect(await run(["migrate"])).toMatchObject({ code: 0 });
  await told(["serve", "ledger"], {}, "run celadon topics apply");
  const admin = new Kafka({ brokers: [broker.address], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({
    waitForLeaders: true,
    topics: Object.values(topics).map(({ name }) => ({ topic: `few-${name}`, numPartitions: 3 })),
  });
  await admin.disconnect();
  await told(["serve", "ledger"], { CELADON_KAFKA_PREFIX: "few-" }, "has 3 partitions, and Celadon counts on 24");
}, 240_000);

test("a schema from the future, and a store of a higher epoch", async () => {
  expect(await run(["migrate"])).toMatchObject({ code: 0 });
  expect(await run(["topics", "apply"])).toMatchObject({ code: 0 });
  await using store = await openServerStore({ url: front.url, database: "celadon" });
  await store.insert("progress", ["name", "seq"], Buffer.from(`facts 0\t${7 * 2 ** 40}\n`));
  await told(["serve", "ledger"], {}, "The store holds windows of epoch 7, and CELADON_KAFKA_EPOCH is 1");
  await store.run({ text: "ALTER TABLE progress DELETE WHERE seq > 1000000 SETTINGS mutations_sync = 2" });
  await store.insert("migrations", ["service", "id", "name"], Buffer.from("ledger\t99\tof the future\n"));
  await told(["serve", "ledger"], {}, "of the future");
  await told(["migrate"], {}, "of the future");
  await store.run({ text: "ALTER TABLE migrations DELETE WHERE id = 99 SETTINGS mutations_sync = 2" });
}, 240_000);

test("a ledger of another configuration than its group is refused, and the group goes on", async () => {
  await using processes = await startProcesses({ brokers: broker.address, clickhouse: front.url, kinds: ["ledger"] });
  await told(["serve", "ledger"], { CELADON_KAFKA_EPOCH: "2" }, "runs with another configuration (epoch 1)");
  await processes.of("ledger").ready();
}, 240_000);
