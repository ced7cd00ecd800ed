import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type MeterDoor, meterWork } from "@celadon/collector";
import { checkMetersFile } from "@celadon/collector/meters-file";
import type { MeterReading } from "@celadon/meter-to-telemetry";
import { openLog, openMetrics, refuse } from "@celadon/runtime";
import mqtt from "mqtt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Mosquitto, startMosquitto } from "./mosquitto.ts";

// What a broker does that others wrote: PUBACK, sessions and their loss, TLS and logins, retained messages and wills.

const at = Date.parse("2027-01-01T00:00:00Z");
let broker: Mosquitto;
let device: mqtt.MqttClient;

beforeAll(async () => {
  broker = await startMosquitto();
  const login = { username: "device", password: broker.users.device, ca: readFileSync(broker.caFile) };
  device = await mqtt.connectAsync(broker.url, { ...login, reconnectPeriod: 50 });
});

afterAll(async () => {
  device?.end(true);
  await broker?.[Symbol.asyncDispose]();
});

/** A collector of devices alone. Its door is the test's: what `gate` throws is what the door says. */
function collector(yaml: string, gate: (reading: MeterReading) => void = () => undefined) {
  const { meters, faults } = checkMetersFile(yaml);
  if (meters === undefined) throw new Error(faults.map(({ problem }) => problem).join("\n"));
  const readings: MeterReading[] = [];
  const said: string[] = [];
  const door: MeterDoor = {
    deliver: async (delivery) => {
      delivery.readings.forEach(gate);
      readings.push(...delivery.readings);
    },
    refuse: async ({ evidence }) => void said.push(evidence),
  };
  const notes = openLog("silent");
  for (const level of ["info", "warn", "error"] as const)
    notes[level] = (...given: unknown[]) => void said.push(JSON.stringify(given));
  const metrics = openMetrics();
  const stopping = new AbortController();
  const ports = { door, store: {} as never, notes, meter: metrics, gauge: metrics.gauge, now: () => at + 86_400_000 };
  const working = Promise.all(meterWork(meters, ports).map((work) => work(stopping.signal)));
  working.catch(() => undefined); // heard by whoever stops it
  return {
    ...{ readings, said },
    values: () => [...new Set(readings.map(({ valueMicro }) => Number(valueMicro) / 1e6))].toSorted((a, b) => a - b),
    until: async (isSo: () => boolean) => {
      while (!isSo()) await sleep(5);
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await working;
    },
  };
}

const login = (password = broker.users.celadon, caFile = broker.caFile): string =>
  `    url: ${broker.url}\n    user: celadon\n    password: ${password}\n    caFile: ${caFile}\n`;
const mqttFile = (name: string, version: string, secrets = login()): string => `mqtt:
  ${name}:
${secrets}    version: "${version}"
    sources:
      ${name}:
        topic: ${name}/+line/state
        factory: mill
        time: { at: ts, form: epoch-ms }
        readings: [{ channel: "{line}/kWh", value: kwh }]
`;
const send = (name: string, from: number, to: number) =>
  Promise.all(
    numbers(from, to).map((kwh) =>
      device.publishAsync(`${name}/press/state`, JSON.stringify({ ts: at + 1_000 * kwh, kwh }), { qos: 1 }),
    ),
  );
const numbers = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);
const isUp = ({ said }: { readonly said: readonly string[] }): boolean =>
  said.some((line) => line.includes("connected with a broker"));

test.each(["3.1.1", "5"])(
  "over TLS and a login, by MQTT %s: what is sent while the collector is away, or the broker was, comes once each",
  async (version) => {
    const name = `hall${version.at(0)}`;
    const file = mqttFile(name, version);
    {
      await using first = collector(file);
      await first.until(() => isUp(first));
      await sleep(100); // the subscription is with the broker
      await send(name, 0, 300);
      await first.until(() => first.values().length === 300);
    }
    await send(name, 300, 500); // nobody is there
    await using second = collector(file);
    await second.until(() => second.values().length === 200);
    expect(second.values()).toEqual(numbers(300, 500));
    await broker.stop();
    await broker.start();
    await send(name, 500, 600);
    await second.until(() => second.values().length === 300);
    expect(second.readings).toHaveLength(300);
  },
);

test.each(["3.1.1", "5"])(
  "what is not stored is not acknowledged by MQTT %s, and the broker sends it again",
  async (version) => {
    const name = `press${version.at(0)}`;
    let refusals = 0;
    await using meters = collector(mqttFile(name, version), ({ valueMicro }) => {
      if (valueMicro !== 7_000_000n || refusals > 1) return;
      refusals += 1;
      throw refuse({ status: 503, code: "not-yet", message: "Not now." });
    });
    await meters.until(() => isUp(meters));
    await sleep(100);
    await send(name, 0, 20);
    await meters.until(() => meters.values().length === 20);
    expect(refusals).toBe(2);
  },
);

test("a wrong password, and a broker that nobody vouches for, are said without a secret", async () => {
  await using wrong = collector(mqttFile("wrong", "3.1.1", login("no secret")));
  const strange = login().replace(/ {4}caFile.*\n/, "");
  await using unknown = collector(mqttFile("unknown", "3.1.1", strange));
  await wrong.until(() => wrong.said.length > 0);
  await unknown.until(() => unknown.said.length > 0);
  expect(wrong.said[0]).toMatch(/Not authorized.*a broker is not reached/);
  expect(unknown.said[0]).toMatch(/certificate.*a broker is not reached/);
  expect([...wrong.said, ...unknown.said].join()).not.toMatch(/secret/);
});

test("an edge node is asked for its birth, and finds out later whether its host is there", async () => {
  const file = `sparkplug:\n  plant:\n${login()}    primaryHost: celadon\n    nodes:\n      press: { group: Mill, node: g1, factory: mill }\n`;
  const heard: string[] = [];
  device.on("message", (topic, payload) => {
    if (topic.includes("STATE")) heard.push(String(JSON.parse(payload.toString()).online));
    // seq 0: Energy = alias 1, Int64, 42, at 2023-11-14 (by field: name, alias, time, type, value)
    else if (payload.includes("Node Control/Rebirth"))
      device.publish("spBv1.0/Mill/NBIRTH/g1", Buffer.from(birth, "hex"), { qos: 0 });
  });
  await device.subscribeAsync("spBv1.0/Mill/NCMD/g1", { qos: 0 });
  {
    await using meters = collector(file);
    await meters.until(() => meters.readings.length === 1);
    expect(meters.readings).toMatchObject([{ channel: "press/Energy", valueMicro: 42_000_000n }]);
    await device.subscribeAsync("spBv1.0/STATE/celadon", { qos: 1 });
    while (heard.length < 1) await sleep(5);
  }
  while (heard.length < 2) await sleep(5);
  expect(heard).toEqual(["true", "false"]);
});

const birth = "0880d095ffbc3112150a06456e6572677910011880d095ffbc312004582a1800";
