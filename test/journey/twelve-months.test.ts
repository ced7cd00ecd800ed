import { expect, test } from "vitest";
import { ask } from "./ask.ts";
import { startCeladon } from "./celadon.ts";
import { sent } from "./mill.ts";
import { applyPlant, type FootprintRow } from "./plant-data.ts";

const plant = `factory: rolling-bakery
timeZone: Asia/Shanghai
place: CN
effectiveFrom: 2025-01-01
channels:
  kwh: { kind: interval, unit: kWh, period: 1d }
  bread: { kind: interval, unit: t, period: 1d }
processes:
  oven:
    makes: { bread: bread }
    takes: { power: { amount: kwh, factor: electricity/grid, row: grid-cn-footprint-2024 } }
products:
  bread: { declaredUnit: 1 t, boundary: gate-to-gate, period: twelve-months }
`;

/** Both channels on so many days, the first the one of that number counted from 1 January 2025 of the plant. */
const days = (first: number, count: number, more: Readonly<Record<string, unknown>> = {}): string =>
  Array.from({ length: count }, (_, i) => first + i + 1)
    .flatMap((day) =>
      [
        ["kwh", 100],
        ["bread", 10],
      ].map(([channel, value]) => {
        const at = new Date(Date.UTC(2024, 11, 31, 16) + day * 86_400_000).toISOString();
        return `${JSON.stringify({ factory: "rolling-bakery", channel, at, value, ...more })}\n`;
      }),
    )
    .join("");

test("with each month's end there is a footprint of twelve months more; late data renew all that hold the day, and one can go", async () => {
  await using celadon = await startCeladon();
  const rows = async () =>
    (await ask<readonly FootprintRow[]>(`${celadon.url}/v1/footprints?factory=rolling-bakery`)).body;
  const told = async () => (await rows()).map(({ from, to, status }) => `${from} ${to} ${status}`);
  const soon = (expected: readonly string[]) => expect.poll(told, { timeout: 30_000 }).toEqual(expected);
  const year = (from: string, to: string, status: string) => `${from}-31T16:00:00Z ${to}-31T16:00:00Z ${status}`;
  const first = (status: string) => year("2024-12", "2025-12", status);
  const second = (status: string) => year("2025-01", "2026-01", status);

  await applyPlant(celadon.url, plant);
  await sent(celadon.url, days(0, 364));
  await sent(celadon.url, days(364, 1));
  await soon([first("complete")]);
  await sent(celadon.url, days(365, 31));
  await soon([first("complete"), second("complete")]);

  const before = await rows();
  await sent(celadon.url, days(200, 1, { value: 110, revision: 1 }));
  await expect
    .poll(async () => (await rows()).map(({ supersedes }) => supersedes), { timeout: 30_000 })
    .toEqual(before.map(({ id }) => id));

  await sent(celadon.url, days(395, 1, { quality: "retracted", revision: 1 }));
  await soon([first("complete")]);
  await sent(celadon.url, days(395, 1, { revision: 2 }));
  await soon([first("complete"), second("complete")]);
}, 120_000);
