import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { NotYetStored } from "../meters/meter-door.ts";
import { metersInTest } from "../meters/meters-in-test.ts";
import { brokerInTest } from "../mqtt/broker-in-test.ts";
import { edgeNodeInTest } from "./edge-node-in-test.ts";

const at = Date.parse("2027-01-01T00:00:00Z");

const file = (url: string, more = ""): string => `sparkplug:
  hall:
    url: ${url}
${more}    nodes:
      press: { group: Mill, node: gateway-1, factory: mill }
`;

const energy = (value: bigint, ms = 0) => ({ alias: 1, timestamp: at + ms, longValue: value });
const born = [{ name: "Energy", datatype: 8, ...energy(100n) }];
const values = (meters: ReturnType<typeof metersInTest>): readonly string[] =>
  meters.readings().map(({ channel, atMs, valueMicro }) => `${channel} ${atMs - at} ${valueMicro / 1_000_000n}`);

test("a node is asked for its birth at the start, and what it sends after it is read", async () => {
  await using broker = await brokerInTest();
  const node = await edgeNodeInTest(await broker.device(), "gateway-1", at);
  node.onAsked = () => void node.birth(born);
  await using meters = metersInTest(file(broker.url));
  await meters.until(() => meters.delivered.length === 1);
  await node.data([energy(101n, 1_000)]);
  await meters.until(() => meters.delivered.length === 2);
  expect(values(meters)).toEqual(["press/Energy 0 100", "press/Energy 1000 101"]);
  expect(node.asked()).toBe(1);
});

test("after a gap what comes waits for the birth that is asked for, and all of it is read", async () => {
  await using broker = await brokerInTest();
  const node = await edgeNodeInTest(await broker.device(), "gateway-1", at);
  node.onAsked = () => void node.birth(born);
  await using meters = metersInTest(file(broker.url));
  await meters.until(() => meters.delivered.length === 1);
  meters.clock.nowMs += 60_000;
  node.onAsked = () => undefined;
  node.lose();
  await node.data([energy(102n, 2_000)]);
  await node.data([energy(103n, 3_000)]);
  await meters.until(() => node.asked() === 2);
  await sleep(100);
  expect(meters.delivered).toHaveLength(1);
  await node.birth(born);
  await meters.until(() => meters.delivered.length === 2);
  expect(values(meters).toSorted()).toEqual([
    ...["press/Energy 0 100", "press/Energy 0 100", "press/Energy 2000 102", "press/Energy 3000 103"],
  ]);
});

test("a death makes no reading, and is said", async () => {
  await using broker = await brokerInTest();
  const node = await edgeNodeInTest(await broker.device(), "gateway-1", at);
  node.onAsked = () => void node.birth(born);
  await using meters = metersInTest(file(broker.url));
  await meters.until(() => meters.delivered.length === 1);
  await node.death();
  await meters.until(() => meters.said.some((line) => line.includes("its values are unknown")));
  expect(meters.delivered).toHaveLength(1);
});

test("what is not stored in time is tried until it is, because a node sends it once", async () => {
  await using broker = await brokerInTest();
  const node = await edgeNodeInTest(await broker.device(), "gateway-1", at);
  node.onAsked = () => void node.birth(born);
  await using meters = metersInTest(file(broker.url));
  await meters.until(() => meters.delivered.length === 1);
  let tries = 0;
  meters.gate.wait = async ({ origin }) => {
    tries += 1;
    if (tries < 3) throw new NotYetStored(origin, 20);
  };
  await node.data([energy(101n, 1_000)]);
  await meters.until(() => meters.delivered.length === 2);
  expect([tries, values(meters).at(-1)]).toEqual([3, "press/Energy 1000 101"]);
});

test("after the broker was away the nodes are asked anew: what their aliases mean may have changed meanwhile", async () => {
  await using broker = await brokerInTest();
  const node = await edgeNodeInTest(await broker.device(), "gateway-1", at);
  node.onAsked = () => void node.birth(born);
  await using meters = metersInTest(file(broker.url));
  await meters.until(() => meters.delivered.length === 1);
  meters.clock.nowMs += 60_000;
  await broker.leave();
  await broker.comeBack("kept");
  await meters.until(() => node.asked() === 2 && meters.delivered.length === 2);
});

test("a birth that the broker kept says nothing of the node now, and a node that nobody named is said once", async () => {
  await using broker = await brokerInTest();
  const device = await broker.device();
  const stranger = await edgeNodeInTest(device, "gateway-9", at);
  await device.publishAsync("spBv1.0/Mill/NBIRTH/gateway-1", Buffer.from("0801", "hex"), { qos: 0, retain: true });
  await using meters = metersInTest(file(broker.url));
  await meters.until(() => broker.now().connectedClients === 2);
  await sleep(200);
  await stranger.birth(born);
  await stranger.birth(born);
  await meters.until(() => meters.said.some((line) => line.includes("does not name")));
  await sleep(50);
  expect(meters.said.filter((line) => line.includes("does not name"))).toHaveLength(1);
  expect([meters.delivered, meters.refused]).toEqual([[], []]);
});

test("the primary host says that it is there, and the broker says when it is not any more", async () => {
  await using broker = await brokerInTest();
  const device = await broker.device();
  const states: string[] = [];
  device.on("message", (_topic, payload) => void states.push(payload.toString()));
  await device.subscribeAsync("spBv1.0/STATE/celadon", { qos: 1 });
  const meters = metersInTest(file(broker.url, "    primaryHost: celadon\n"));
  await meters.until(() => states.length === 1);
  await meters.stop();
  await meters.until(() => states.length === 2);
  const timestamp = meters.clock.nowMs;
  expect(states.map((state) => JSON.parse(state))).toEqual([
    { online: true, timestamp },
    { online: false, timestamp },
  ]);
});

test("the state of the host is kept by the broker, and what it says of its end has the time of the same connection", async () => {
  await using broker = await brokerInTest();
  const states: string[] = [];
  broker.now().on("publish", ({ topic, retain, payload }) => {
    if (topic !== "spBv1.0/STATE/celadon") return;
    const { online, timestamp } = JSON.parse(payload.toString());
    states.push(`${retain ? "kept" : "once"} ${online} ${timestamp - at}`);
  });
  await using meters = metersInTest(file(broker.url, "    primaryHost: celadon\n"));
  for (const count of [2, 4]) {
    await meters.until(() => states.length === count - 1);
    meters.clock.nowMs += 60_000;
    await broker.leave();
    await meters.until(() => states.length === count);
    await broker.comeBack("kept");
  }
  await meters.until(() => states.length === 5);
  expect(states.slice(0, 4)).toEqual(["kept true 5000", "kept false 5000", "kept true 65000", "kept false 65000"]);
});
