import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Aedes } from "aedes";
import mqtt from "mqtt";
import { expect, test } from "vitest";
import { ask } from "./ask.ts";
import { startCeladon } from "./celadon.ts";
import { applyPlant } from "./plant-data.ts";

const count = 3_000;
const firstMs = Date.parse("2026-01-01T00:00:00Z");
const plant = `factory: mill
timeZone: UTC
place: CN
effectiveFrom: 2025-12-01
channels:
  press/kWh: { kind: counter, unit: kWh, period: 1min, ratedPerHour: 1000 }
processes:
  works: { makes: { year: 1 year per year } }
products:
  year: { name: { en: A year }, declaredUnit: 1 year, boundary: gate-to-gate, period: year }
`;
const metersFor = (port: number): string => `mqtt:
  hall:
    url: mqtt://127.0.0.1:${port}
    sources:
      presses:
        topic: hall/+line/state
        factory: mill
        time: { at: ts, form: epoch-ms }
        readings:
          - { channel: "{line}/kWh", value: kwh, unit: kWh }
`;

interface Reading {
  readonly at: string;
  readonly value: string;
}

test("kill -9 in the middle of a broker's stream: it sends again, and nothing is lost or doubled", async () => {
  const folder = mkdtempSync(join(tmpdir(), "celadon-broker-"));
  const broker = await Aedes.createBroker({ queueLimit: 100_000 });
  const server = createServer(broker.handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : Number.NaN;
  const meters = join(folder, "meters.yaml");
  writeFileSync(meters, metersFor(port));
  const acknowledged = new Set<string>();
  let sent = 0;
  broker.on("ack", (packet, { id }) => {
    if (id.startsWith("celadon") && "payload" in packet) acknowledged.add(packet.payload.toString());
  });
  try {
    const subscribed = once(broker, "subscribe");
    await using celadon = await startCeladon(undefined, meters);
    await applyPlant(celadon.url, plant);
    await subscribed;
    const device = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`);
    const sending = (async () => {
      for (; sent < count; sent++) {
        const message = { ts: firstMs + 60_000 * sent, kwh: sent / 4 };
        await device.publishAsync("hall/press/state", JSON.stringify(message), { qos: 1 });
      }
    })();
    for (const part of [0.15, 0.3]) {
      await expect.poll(() => acknowledged.size, { timeout: 60_000, interval: 10 }).toBeGreaterThan(part * count);
      expect(acknowledged.size).toBeLessThan(count);
      await celadon.kill();
      await celadon.start();
    }
    await sending;
    await expect.poll(() => acknowledged.size, { timeout: 60_000 }).toBe(count);
    await device.endAsync(true);
    const path = `factory=mill&channel=${encodeURIComponent("press/kWh")}&limit=${count + 1}`;
    const { body } = await ask<readonly Reading[]>(`${celadon.url}/v1/readings?${path}`);
    expect(body.map(({ at, value }) => `${Date.parse(at)} ${value}`)).toEqual(
      Array.from({ length: count }, (_, i) => `${firstMs + 60_000 * i} ${i / 4}`),
    );
  } finally {
    server.close();
    broker.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
