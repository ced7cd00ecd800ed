import { once } from "node:events";
import { createServer } from "node:net";
import { checkMetersFile } from "@celadon/collector/meters-file";
import { readScenario, type SentReading } from "@celadon/simulator";
import { Aedes } from "aedes";
import { expect, test } from "vitest";
import type { Stage } from "./device.ts";
import { playDevices } from "./play-devices.ts";

const at = Date.parse("2026-03-01T00:00:00Z");
const scenario = `factory: mill
timeZone: UTC
begins: 2026-03-01
shifts: [{ days: Mon-Sun, hours: 0-24 }]
production: { channel: press/made, perDay: 240 }
channels:
  press/made: { kind: interval, period: 1h, whole: true }
  press/steam: { kind: interval, period: 1h, perUnit: 1 }
  press/gas: { kind: interval, period: 1h, perUnit: 1 }
`;
const meters = (url: string): string => `mqtt:
  hall:
    url: ${url}
    sources:
      lines:
        topic: hall/+line/state
        factory: mill
        time: { at: ts, form: epoch-ms }
        readings: [{ channel: "press/{line}", value: v }]
sparkplug:
  hall:
    url: ${url}
    nodes:
      press: { group: Mill, node: g1, factory: mill, metrics: { made: {}, steam: { scale: 0.001 }, gas: {} } }
`;
const reading = (name: string, value: string, more: Partial<SentReading> = {}): SentReading => ({
  ...{ channel: `press/${name}`, atMs: at, value, isBackfill: false, isDoubled: false, isKept: false },
  ...more,
});

/** A broker that writes down what it is told, and the devices of a way that tell it. */
async function played(way: "mqtt" | "sparkplug") {
  const broker = await Aedes.createBroker();
  const heard: { readonly topic: string; readonly payload: Buffer; readonly qos: number }[] = [];
  broker.on("publish", ({ topic, payload, qos }, client) => {
    if (client !== null) heard.push({ topic, payload: Buffer.from(payload), qos });
  });
  const server = createServer(broker.handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const file = checkMetersFile(meters(`mqtt://127.0.0.1:${typeof address === "object" ? address?.port : ""}`)).meters;
  const read = readScenario(scenario);
  if (file === undefined || read.kind !== "accept") throw new Error(read.kind === "accept" ? "" : read.evidence);
  const stage: Stage = {
    signal: new AbortController().signal,
    patienceMs: 10_000,
    clock: () => at,
    readSecret: () => "",
  };
  const [device] = playDevices(file, { way, scenario: read.value, source: undefined }, stage);
  if (device === undefined) throw new Error("There is a device.");
  return {
    ...{ broker, heard, device },
    [Symbol.asyncDispose]: async () => {
      server.close();
      await new Promise<void>((done) => broker.close(done));
    },
  };
}

test("a device publishes each reading with QoS 1, a doubled one twice, and keeps what is not sent", async () => {
  await using it = await played("mqtt");
  const readings = [
    reading("steam", "1.5"),
    reading("gas", "2", { isDoubled: true }),
    reading("made", "3", { isKept: true }),
  ];
  await it.device.send(readings, { untilMs: at });
  await it.device[Symbol.asyncDispose]();
  expect(it.heard.map(({ topic, payload, qos }) => `${topic} ${payload} ${qos}`).toSorted()).toEqual([
    'hall/gas/state {"v":2,"ts":1772323200000} 1',
    'hall/gas/state {"v":2,"ts":1772323200000} 1',
    'hall/steam/state {"v":1.5,"ts":1772323200000} 1',
  ]);
});

/** The last field of a payload is its seq, number 3. */
const seqOf = (payload: Buffer): number => {
  const [low = 0, high = 0] = payload.subarray(payload.lastIndexOf(3 << 3) + 1);
  return (low & 127) + (low > 127 ? high << 7 : 0);
};

test("an edge node counts its messages over 255, a doubled one as two, and begins again with each birth", async () => {
  await using it = await played("sparkplug");
  const said = () => it.heard.map(({ topic, payload }) => [topic.split("/")[2], seqOf(payload)].join(" "));
  const data = (count: number) =>
    Array.from({ length: count }, (_, i) => reading("gas", String(i), { atMs: at + i, isDoubled: i === 0 }));
  await it.device.send(data(256), { untilMs: at });
  await expect.poll(() => it.heard.length).toBe(258);
  expect(said().slice(0, 3)).toEqual(["NBIRTH 0", "NDATA 1", "NDATA 2"]);
  expect(said().slice(-3)).toEqual(["NDATA 255", "NDATA 0", "NDATA 1"]);
  const command = Buffer.from("Node Control/Rebirth");
  await new Promise<void>((done) =>
    it.broker.publish(
      { cmd: "publish", topic: "spBv1.0/Mill/NCMD/g1", payload: command, qos: 0, dup: false, retain: false },
      () => done(),
    ),
  );
  await expect.poll(() => said().at(-1)).toBe("NBIRTH 0");
  await it.device.send([reading("gas", "7")], { untilMs: at });
  await expect.poll(() => said().at(-1)).toBe("NDATA 1");
  await it.device[Symbol.asyncDispose]();
  expect(it.heard.at(-1)?.topic).toBe("spBv1.0/Mill/NDEATH/g1");
});

test("an edge node sends what the file scales as Int64, other whole units as UInt64, the rest as Double", async () => {
  await using it = await played("sparkplug");
  await it.device.send([reading("made", "3"), reading("steam", "-1.5"), reading("gas", "2.5")], { untilMs: at });
  await expect.poll(() => it.heard.length).toBe(2);
  const [birth = "", data = ""] = it.heard.map(({ payload }) => payload.toString("hex"));
  const time = "1880b8c7b5ca33";
  // Of a birth: name, alias, time, type. Then field 11 (a long) or 13 (a double) of the value.
  for (const [name, rest] of [
    ["made", `1000${time}2008`],
    ["steam", `1002${time}2004`],
    ["gas", `1001${time}200a`],
  ] as const)
    expect(birth).toContain(`${Buffer.from(name).toString("hex")}${rest}`);
  expect(data).toContain(`1000${time}5803`);
  expect(data).toContain(`1002${time}58a4f4ffffffffffffff01`); // -1500
  expect(data).toContain(`1001${time}690000000000000440`);
  await expect(it.device.send([reading("steam", "0.0005")], { untilMs: at })).rejects.toThrow(
    "no whole number of 0.001",
  );
  await it.device[Symbol.asyncDispose]();
});
