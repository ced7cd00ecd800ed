import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ask } from "./ask.ts";
import { startCeladon } from "./celadon.ts";
import { applyPlant } from "./plant-data.ts";

const plant = `factory: mill
timeZone: UTC
place: CN
effectiveFrom: 2025-12-01
channels:
  press/energy: { kind: counter, unit: kWh, period: 1min, ratedPerHour: 100 }
processes:
  works: { makes: { year: 1 year per year } }
products:
  year: { name: { en: A year }, declaredUnit: 1 year, boundary: gate-to-gate, period: year }
`;

/** A meter whose register passes 65,536 and rises by 3 Wh with each question: bytes by the protocol and not by our codec. */
async function meter() {
  const served: number[] = [];
  let isSilent = false;
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (question: Buffer) => {
      if (isSilent) return;
      const register = 65_530 + 3 * served.length;
      served.push(register);
      const value = Buffer.of(4, 0, register >> 16, (register >> 8) & 0xff, register & 0xff);
      socket.write(Buffer.concat([question.subarray(0, 4), Buffer.of(0, 7), question.subarray(6, 8), value]));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  return {
    served,
    fallSilent: () => {
      isSilent = true;
    },
    port: typeof bound === "object" && bound !== null ? bound.port : 0,
    [Symbol.dispose]: () => void server.close(),
  };
}

interface Reading {
  readonly at: string;
  readonly value: string;
}

test("a meter is asked each second, over a kill of the collector: each value is one that it gave, and they add up from first to last", async () => {
  const folder = mkdtempSync(join(tmpdir(), "celadon-slave-"));
  using slave = await meter();
  const meters = join(folder, "meters.yaml");
  writeFileSync(
    meters,
    `modbus:
  press:
    factory: mill
    host: 127.0.0.1
    port: ${slave.port}
    everySeconds: 1
    points:
      press/energy: { function: 3, address: 0, type: uint32, scale: 0.001, unit: kWh }
`,
  );
  try {
    await using celadon = await startCeladon(undefined, meters);
    await applyPlant(celadon.url, plant);
    const readings = async (): Promise<readonly Reading[]> =>
      (await ask<readonly Reading[]>(`${celadon.url}/v1/readings?factory=mill&channel=press%2Fenergy`)).body;
    await expect.poll(async () => (await readings()).length, { timeout: 120_000 }).toBeGreaterThan(1);
    await celadon.kill();
    const before = slave.served.length;
    await celadon.start();
    await expect.poll(() => slave.served.length, { timeout: 120_000 }).toBeGreaterThan(before + 1);
    await expect
      .poll(async () => Number((await readings()).at(-1)?.value), { timeout: 120_000 })
      .toBeGreaterThan((65_530 + 3 * before) / 1_000);

    slave.fallSilent();
    const last = String(Number(slave.served.at(-1)) / 1_000);
    await expect.poll(async () => (await readings()).at(-1)?.value, { timeout: 120_000 }).toBe(last);
    const stored = await readings();
    const values = stored.map(({ value }) => value);
    const given = slave.served.map((register) => String(register / 1_000));
    expect(values).toEqual(given.filter((value) => values.includes(value)));
    expect(stored.every(({ at }) => /:\d\dZ$/.test(at))).toBe(true);
    const { body: windows } = await ask<readonly { readonly amount: string | null }[]>(
      `${celadon.url}/v1/activity?factory=mill&channel=press%2Fenergy`,
    );
    const total = windows.reduce((sum, { amount }) => sum + Number(amount), 0);
    expect(total).toBeCloseTo(Number(last) - Number(values[0]), 6);
    expect(new Set(stored.map(({ at }) => at)).size).toBe(stored.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 600_000);
