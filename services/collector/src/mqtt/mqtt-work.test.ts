import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { NotYetStored } from "../meters/meter-door.ts";
import { metersInTest } from "../meters/meters-in-test.ts";
import { brokerInTest } from "./broker-in-test.ts";

const at = Date.parse("2027-01-01T00:00:00Z");

const file = (url: string, time = "{ at: ts, form: epoch-ms }", more = ""): string => `mqtt:
  hall:
    url: ${url}
${more}    sources:
      presses:
        topic: hall/+line/state
        factory: mill
        time: ${time}
        readings:
          - { channel: "{line}/kWh", value: kwh, unit: kWh }
`;

const payload = (kwh: number, ts = at + kwh * 1_000): string => JSON.stringify({ ts, kwh });
const values = (readings: readonly { readonly valueMicro: bigint }[]): readonly number[] =>
  readings.map(({ valueMicro }) => Number(valueMicro / 1_000_000n));
const distinct = (readings: readonly { readonly valueMicro: bigint }[]): readonly number[] =>
  [...new Set(values(readings))].toSorted((a, b) => a - b);
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

/** Connected, and the broker knows what is wanted. */
const isListening = async (broker: Awaited<ReturnType<typeof brokerInTest>>): Promise<void> => {
  while (broker.now().connectedClients === 0) await sleep(5);
  await sleep(100);
};

test("a message becomes readings, and is acknowledged once they are durable", async () => {
  await using broker = await brokerInTest();
  await using meters = metersInTest(file(broker.url));
  let open = (): void => undefined;
  meters.gate.wait = () =>
    new Promise<void>((go) => {
      open = go;
    });
  await isListening(broker);
  const device = await broker.device();
  await device.publishAsync("hall/press/state", payload(7), { qos: 1 });
  await sleep(200);
  expect([meters.delivered.length, broker.acked()]).toEqual([0, 0]);
  open();
  await meters.until(() => broker.acked() === 1);
  expect(meters.delivered).toMatchObject([
    { factory: "mill", origin: "mqtt:presses", readings: [{ channel: "press/kWh", atMs: at + 7_000 }] },
  ]);
});

test("many messages are in hand at once", async () => {
  await using broker = await brokerInTest();
  await using meters = metersInTest(file(broker.url));
  let inHand = 0;
  let most = 0;
  meters.gate.wait = async () => {
    inHand += 1;
    most = Math.max(most, inHand);
    await sleep(50);
    inHand -= 1;
  };
  await isListening(broker);
  const device = await broker.device();
  await Promise.all(upTo(500).map((i) => device.publishAsync("hall/press/state", payload(i), { qos: 1 })));
  await meters.until(() => broker.acked() === 500);
  expect(most).toBeGreaterThan(100);
  expect(distinct(meters.readings())).toEqual(upTo(500));
});

test("no more than inFlight are in hand, and all come in the end", async () => {
  await using broker = await brokerInTest();
  await using meters = metersInTest(file(broker.url, undefined, "    inFlight: 10\n"));
  let inHand = 0;
  let most = 0;
  meters.gate.wait = async () => {
    inHand += 1;
    most = Math.max(most, inHand);
    await sleep(5);
    inHand -= 1;
  };
  await isListening(broker);
  const device = await broker.device();
  await Promise.all(upTo(100).map((i) => device.publishAsync("hall/press/state", payload(i), { qos: 1 })));
  await meters.until(() => broker.acked() === 100);
  expect(most).toBe(10);
});

test("what could not be stored is not acknowledged and comes again: nothing is lost, and a repeat is the same reading", async () => {
  await using broker = await brokerInTest();
  await using meters = metersInTest(file(broker.url));
  let isDown = true;
  meters.gate.wait = async ({ origin, readings }) => {
    await sleep(5);
    if (isDown && readings.some(({ valueMicro }) => valueMicro >= 20_000_000n)) throw new NotYetStored(origin, 20);
  };
  await isListening(broker);
  const device = await broker.device();
  for (const i of upTo(40)) await device.publishAsync("hall/press/state", payload(i), { qos: 1 });
  await meters.until(() => broker.acked() >= 20);
  await sleep(100);
  expect([broker.acked(), distinct(meters.readings())]).toEqual([20, upTo(20)]);
  isDown = false;
  await meters.until(() => broker.acked() >= 40);
  expect(distinct(meters.readings())).toEqual(upTo(40));
  const keys = new Map(meters.readings().map((one) => [`${one.channel} ${one.atMs}`, one.valueMicro]));
  expect(keys.size).toBe(40);
});

test("a broker that goes and comes back with its sessions has lost nothing", async () => {
  await using broker = await brokerInTest();
  await using meters = metersInTest(file(broker.url));
  await isListening(broker);
  const device = await broker.device();
  await device.publishAsync("hall/press/state", payload(0), { qos: 1 });
  await meters.until(() => meters.delivered.length === 1);
  let open = (): void => undefined;
  const opened = new Promise<void>((go) => {
    open = go;
  });
  meters.gate.wait = () => opened;
  await device.publishAsync("hall/press/state", payload(1), { qos: 1 });
  await sleep(100);
  await broker.leave(); // before the acknowledgement of 1
  open();
  await broker.comeBack("kept");
  await device.publishAsync("hall/press/state", payload(2), { qos: 1 });
  await meters.until(() => distinct(meters.readings()).length === 3 && broker.acked() >= 3);
  expect(distinct(meters.readings())).toEqual([0, 1, 2]);
});

test("a broker that has forgotten us is told again what is wanted", async () => {
  await using broker = await brokerInTest();
  await using meters = metersInTest(file(broker.url));
  await isListening(broker);
  await broker.leave();
  await broker.comeBack("lost");
  const device = await broker.device();
  await meters.until(() => broker.now().connectedClients === 2);
  await sleep(200);
  await device.publishAsync("hall/press/state", payload(3), { qos: 1 });
  await meters.until(() => meters.delivered.length === 1);
  expect(values(meters.readings())).toEqual([3]);
});

test("what was sent while the collector was away is there when it comes back", async () => {
  await using broker = await brokerInTest();
  const device = await broker.device();
  {
    await using meters = metersInTest(file(broker.url));
    await meters.until(() => broker.now().connectedClients === 2);
    await sleep(200);
  }
  await device.publishAsync("hall/press/state", payload(5), { qos: 1 });
  await using meters = metersInTest(file(broker.url));
  await meters.until(() => meters.delivered.length === 1);
  expect(values(meters.readings())).toEqual([5]);
});

test("the end answers what is in hand", async () => {
  await using broker = await brokerInTest();
  const meters = metersInTest(file(broker.url));
  meters.gate.wait = () => sleep(200);
  await isListening(broker);
  const device = await broker.device();
  await Promise.all(upTo(20).map((i) => device.publishAsync("hall/press/state", payload(i), { qos: 1 })));
  await sleep(100);
  await meters.stop();
  expect([meters.delivered.length, broker.acked()]).toEqual([20, 20]);
});

test("a message that the broker kept has its own time", async () => {
  await using broker = await brokerInTest();
  const device = await broker.device();
  const lastYear = Date.parse("2026-01-01T00:00:00Z");
  await device.publishAsync("hall/press/state", payload(1, lastYear), { qos: 1, retain: true });
  await using meters = metersInTest(file(broker.url));
  await meters.until(() => meters.delivered.length === 1);
  expect(meters.readings()).toMatchObject([{ atMs: lastYear }]);
});

test("a message that the broker kept is no reading of now", async () => {
  await using broker = await brokerInTest();
  const device = await broker.device();
  await device.publishAsync("hall/press/state", payload(1), { qos: 1, retain: true });
  await using meters = metersInTest(file(broker.url, "{ form: received }"));
  await meters.until(() => meters.refused.length === 1);
  expect(meters.refused).toMatchObject([{ origin: "mqtt:presses", reason: "retained-without-time" }]);
  await device.publishAsync("hall/press/state", payload(2), { qos: 1 });
  await meters.until(() => meters.delivered.length === 1);
  expect(meters.readings()).toMatchObject([{ atMs: meters.clock.nowMs, valueMicro: 2_000_000n }]);
});

test("what waited at the broker while the collector was away is no reading of now either", async () => {
  await using broker = await brokerInTest();
  const device = await broker.device();
  {
    await using meters = metersInTest(file(broker.url, "{ form: received }"));
    await meters.until(() => broker.now().connectedClients === 2);
    await sleep(200);
  }
  await device.publishAsync("hall/press/state", payload(1), { qos: 1 });
  await using meters = metersInTest(file(broker.url, "{ form: received }"));
  await meters.until(() => broker.now().connectedClients === 2);
  await sleep(200);
  await device.publishAsync("hall/press/state", payload(2), { qos: 1 });
  await meters.until(() => meters.delivered.length > 0);
  expect(values(meters.readings())).toEqual([2]);
});

test("with the time of arrival a message is kept until it is stored, with that time", async () => {
  await using broker = await brokerInTest();
  await using meters = metersInTest(file(broker.url, "{ form: received }"));
  let tries = 0;
  meters.gate.wait = async ({ origin }) => {
    tries += 1;
    if (tries < 3) throw new NotYetStored(origin, 20);
  };
  await isListening(broker);
  const arrivedMs = meters.clock.nowMs;
  const device = await broker.device();
  await device.publishAsync("hall/press/state", payload(1), { qos: 1 });
  await meters.until(() => tries === 1);
  meters.clock.nowMs += 60_000;
  await meters.until(() => meters.delivered.length === 1);
  expect(meters.readings()).toMatchObject([{ atMs: arrivedMs }]);
});

test("a message that cannot be read is kept once, and acknowledged", async () => {
  await using broker = await brokerInTest();
  await using meters = metersInTest(file(broker.url));
  await isListening(broker);
  const device = await broker.device();
  await device.publishAsync("hall/press/state", "garbage", { qos: 1 });
  await meters.until(() => broker.acked() === 1);
  expect(meters.refused).toMatchObject([{ origin: "mqtt:presses", reason: "bad-json" }]);
  expect(meters.refused[0]?.content.toString()).toBe("garbage");
});

test("garbage without end is kept twenty times a minute", async () => {
  await using broker = await brokerInTest();
  await using meters = metersInTest(file(broker.url));
  await isListening(broker);
  const device = await broker.device();
  await Promise.all(upTo(50).map(() => device.publishAsync("hall/press/state", "garbage", { qos: 1 })));
  await meters.until(() => broker.acked() === 50);
  expect(meters.refused).toHaveLength(20);
});

test("user and password are those of the file, and no secret is logged", async () => {
  const folder = mkdtempSync(join(tmpdir(), "celadon-mqtt-"));
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, "quite secret\n");
  await using broker = await brokerInTest({ users: { mill: "quite secret" } });
  const login = `    user: mill\n    passwordFile: ${passwordFile}\n`;
  await using meters = metersInTest(file(broker.url, undefined, login));
  await isListening(broker);
  await using stranger = metersInTest(
    file(broker.url, undefined, "    clientId: celadon-other\n    user: mill\n    password: wrong one\n"),
  );
  await stranger.until(() => stranger.said.some((line) => line.includes("is not reached")));
  expect([...meters.said, ...stranger.said].join("\n")).not.toMatch(/secret|wrong one/);
  rmSync(folder, { recursive: true });
});

test("messages of the time of their arrival have a connection of their own, with a clean session and QoS 0", async () => {
  await using broker = await brokerInTest();
  const heard: string[] = [];
  broker.now().on("subscribe", (subscriptions, { id, clean }) => {
    for (const { topic, qos } of subscriptions) heard.push(`${id} ${clean ? "clean" : "kept"} ${topic} ${qos}`);
  });
  const now = "{ topic: hall/now, factory: mill, time: { form: received }, readings: [{ channel: now }] }";
  await using meters = metersInTest(`${file(broker.url)}      thermometer: ${now}\n`);
  await meters.until(() => heard.length === 2);
  expect(heard.toSorted()).toEqual(["celadon-hall kept hall/+/state 1", "celadon-hall-now clean hall/now 0"]);
});

test("a topic that the broker refuses is said", async () => {
  await using broker = await brokerInTest({ secret: "hall/+/state" });
  await using meters = metersInTest(file(broker.url));
  await meters.until(() =>
    meters.said.some((line) => line.includes("refuses topics") && line.includes("hall/+/state")),
  );
});
