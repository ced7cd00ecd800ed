import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type MeterDoor, meterWork } from "@celadon/collector";
import { checkMetersFile } from "@celadon/collector/meters-file";
import { openLog, openMetrics } from "@celadon/runtime";
import { Aedes } from "aedes";
import mqtt from "mqtt";
import { atLeast, type Figure } from "../figure.ts";

const perSecond = 2_000;
const storeMs = 50;
/** Messages that the device sends ahead of the acknowledgements, as the window of a broker. */
const ahead = 1_000;
const at = Date.parse("2027-01-01T00:00:00Z");

/** One connection with a broker in this process, a store of 50 ms behind it: from the first message sent to the last PUBACK that the broker has. */
export async function mqttBehindStore(scale: number): Promise<Figure> {
  const messages = Math.round(20_000 * scale);
  const broker = await Aedes.createBroker({ queueLimit: 1_000_000 });
  const server = createServer(broker.handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new TypeError("A server on a port has an address.");
  const url = `mqtt://127.0.0.1:${address.port}`;
  const { meters, faults } = checkMetersFile(fileFor(url));
  if (meters === undefined) throw new Error(faults.map(({ problem }) => problem).join(" "));
  const keys = new Set<number>();
  const door: MeterDoor = {
    deliver: async ({ readings }) => {
      await sleep(storeMs);
      for (const { atMs } of readings) keys.add(atMs);
    },
    refuse: async ({ evidence }) => {
      throw new Error(evidence);
    },
    refuseUnkept: (reason) => {
      throw new Error(reason);
    },
  };
  let acked = 0;
  broker.on("ack", () => {
    acked += 1;
  });
  const subscribed = once(broker, "subscribe");
  const stop = new AbortController();
  const metrics = openMetrics();
  const notes = openLog("silent");
  const ports = { door, store: noStore, notes, meter: metrics, gauge: metrics.gauge, now: () => at };
  const working = Promise.all(meterWork(meters, ports).map((work) => work(stop.signal)));
  await subscribed;
  const device = await mqtt.connectAsync(url);
  const startedAt = performance.now();
  for (let i = 0; i < messages; i++) {
    device.publish("hall/press/state", JSON.stringify({ ts: at + 1_000 * i, kwh: i / 4, m3: i }), { qos: 1 });
    while (i - acked >= ahead) await sleep(1);
  }
  while (acked < messages) await sleep(1);
  const ours = (1_000 * messages) / (performance.now() - startedAt);
  if (keys.size !== messages) throw new Error(`${keys.size} of ${messages} messages were stored.`);
  stop.abort();
  await working;
  await device.endAsync(true);
  server.close();
  await new Promise<void>((done) => broker.close(done));
  return atLeast(1, {
    name: "meters-mqtt",
    ours,
    reference: perSecond,
    unit: "messages/s",
    details: { messages, storeMs, ahead },
  });
}

const noStore = {
  run: async () => undefined,
  insert: async () => undefined,
  rows: async () => [],
  [Symbol.asyncDispose]: async () => undefined,
};

const fileFor = (url: string): string => `mqtt:
  hall:
    url: ${url}
    sources:
      presses:
        topic: hall/+line/state
        factory: mill
        time: { at: ts, form: epoch-ms }
        readings:
          - { channel: "{line}/kWh", value: kwh, unit: kWh }
          - { channel: "{line}/m3", value: m3, unit: m3 }
`;
