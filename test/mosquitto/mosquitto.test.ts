import { readFileSync } from "node:fs";
import { type MeterDoor, meterWork } from "@celadon/collector";
import { checkMetersFile } from "@celadon/collector/meters-file";
import type { MeterReading } from "@celadon/meter-to-telemetry";
import { openLog, openMetrics, refuse } from "@celadon/runtime";
import mqtt from "mqtt";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Mosquitto, startMosquitto } from "./mosquitto.ts";
import { settled, until } from "./until.ts";

// What a broker does that others wrote: PUBACK, sessions and their loss, TLS and logins, retained messages and wills.

// Each wait has its own end, which says what it waited for; the one here is for a test that is lost otherwise.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const at = Date.parse("2027-01-01T00:00:00Z");
let broker: Mosquitto;
let device: mqtt.MqttClient;

beforeAll(async () => {
  broker = await startMosquitto();
  const login = { username: "device", password: broker.users.device, ca: readFileSync(broker.caFile) };
  device = mqtt.connect(broker.url, { ...login, reconnectPeriod: 50 });
  await until("the device is connected", () => device.connected, broker.log);
});

afterAll(async () => {
  device?.end(true);
  await broker?.[Symbol.asyncDispose]();
});

/** A collector of devices alone. Its door is the test's: what `gate` throws is what the door says. */
function collector(yaml: string, gate: (reading: MeterReading) => Promise<void> = async () => undefined) {
  const { meters, faults } = checkMetersFile(yaml);
  if (meters === undefined) throw new Error(faults.map(({ problem }) => problem).join("\n"));
  const readings: MeterReading[] = [];
  const stored: string[] = [];
  const said: string[] = [];
  const door: MeterDoor = {
    deliver: async (delivery) => {
      await Promise.all(delivery.readings.map(gate));
      readings.push(...delivery.readings);
      stored.push(...delivery.readings.map(({ channel, valueMicro }) => `stored: ${channel} ${valueMicro} / 1e6`));
    },
    refuse: async ({ evidence }) => void said.push(evidence),
    refuseUnkept: (reason) => void said.push(reason),
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
    until: (what: string, isSo: () => boolean) => until(what, isSo, stored, said, broker.log),
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await settled("the collector has left", working, said, broker.log);
    },
  };
}

/** What the broker did with a client, by its log: it says so once it is done. */
const logged = (what: "Sending SUBACK to" | "Received PUBACK from", name: string): number =>
  broker.log.filter((line) => line.includes(`${what} celadon-${name}`)).length;
type Collector = ReturnType<typeof collector>;
const subscribed = (meters: Collector, name: string) =>
  meters.until("the broker knows what the collector wants", () => logged("Sending SUBACK to", name) > 0);
/** Before, a message may rightly come twice. */
const acknowledged = (meters: Collector, name: string, count: number) =>
  meters.until(`the broker has ${count} acknowledgements`, () => logged("Received PUBACK from", name) >= count);

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
const send = (name: string, from: number, to: number) => {
  const taken = numbers(from, to).map((kwh) =>
    device.publishAsync(`${name}/press/state`, JSON.stringify({ ts: at + 1_000 * kwh, kwh }), { qos: 1 }),
  );
  return settled(`the broker has taken ${name} ${from} to ${to}`, Promise.all(taken), broker.log);
};
const numbers = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);

test.each(["3.1.1", "5"])(
  "over TLS and a login, by MQTT %s: what is sent while the collector is away, or the broker was, comes once each",
  async (version) => {
    const name = `hall${version.at(0)}`;
    const file = mqttFile(name, version);
    {
      await using first = collector(file);
      await subscribed(first, name);
      await send(name, 0, 300);
      await first.until("all is stored", () => first.values().length === 300);
      await acknowledged(first, name, 300);
    }
    await send(name, 300, 500); // nobody is there
    await using second = collector(file);
    await second.until("what was sent meanwhile is stored", () => second.values().length === 200);
    expect(second.values()).toEqual(numbers(300, 500));
    await acknowledged(second, name, 500);
    await restart();
    await send(name, 500, 600);
    await second.until("what was sent after the restart is stored", () => second.values().length === 300);
    await acknowledged(second, name, 600);
    expect(second.values()).toEqual(numbers(300, 600));
    expect(second.readings).toHaveLength(300);
  },
);

/** Reboots the broker. The device is back afterwards, the collector has yet to notice. */
async function restart(): Promise<void> {
  await broker.stop();
  await until("the device has noticed", () => !device.connected, broker.log);
  await broker.start();
  await until("the device is back", () => device.connected, broker.log);
}

test.each(["3.1.1", "5"])(
  "what is not stored is not acknowledged by MQTT %s, and the broker sends it again",
  async (version) => {
    const name = `press${version.at(0)}`;
    let refusals = 0;
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    await using meters = collector(mqttFile(name, version), async ({ valueMicro }) => {
      if (valueMicro !== 7_000_000n || refusals > 1) return;
      refusals += 1;
      await opened;
      throw refuse({ status: 503, code: "not-yet", message: "Not now." });
    });
    await subscribed(meters, name);
    await send(name, 0, 20);
    await meters.until("all but one are stored", () => meters.values().length === 19);
    await acknowledged(meters, name, 7);
    // The broker goes round twice, and has read by then what the collector sent before.
    for (const round of ["first", "second"]) await send(`${round} round`, 0, 1);
    expect(logged("Received PUBACK from", name)).toBe(7);
    open();
    await meters.until("all is stored", () => meters.values().length === 20);
    expect(refusals).toBe(2);
    await acknowledged(meters, name, 20);
  },
);

test("a wrong password, and a broker that nobody vouches for, are said without a secret", async () => {
  await using wrong = collector(mqttFile("wrong", "3.1.1", login("no secret")));
  const strange = login().replace(/ {4}caFile.*\n/, "");
  await using unknown = collector(mqttFile("unknown", "3.1.1", strange));
  const says = ({ said }: Collector, why: RegExp): boolean => said.some((line) => why.test(line));
  await wrong.until("the login is refused", () => says(wrong, /Not authorized.*a broker is not reached/));
  await unknown.until("the broker is not trusted", () => says(unknown, /certificate.*a broker is not reached/));
  expect([...wrong.said, ...unknown.said].join()).not.toMatch(/secret|connected with a broker/);
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
  const subscribe = (topic: string, qos: 0 | 1) =>
    settled(`the device listens to ${topic}`, device.subscribeAsync(topic, { qos }), broker.log);
  await subscribe("spBv1.0/Mill/NCMD/g1", 0);
  {
    await using meters = collector(file);
    await meters.until("the birth is read", () => meters.readings.length > 0);
    expect(meters.readings).toMatchObject([{ channel: "press/Energy", valueMicro: 42_000_000n }]);
    await subscribe("spBv1.0/STATE/celadon", 1);
    await meters.until("the host says that it is there", () => heard.length > 0);
  }
  await until("the host says that it leaves", () => heard.length > 1, heard, broker.log);
  expect(heard).toEqual(["true", "false"]);
});

const birth = "0880d095ffbc3112150a06456e6572677910011880d095ffbc312004582a1800";
