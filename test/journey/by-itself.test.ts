import { expect, test } from "vitest";
import { ask } from "./ask.ts";
import { startCeladon } from "./celadon.ts";
import { sent } from "./mill.ts";
import { applyPlant, type FootprintRow } from "./plant-data.ts";

const plant = (row: string): string => `factory: bakery
timeZone: Asia/Shanghai
place: CN
effectiveFrom: 2026-01-01
channels:
  kwh: { kind: interval, unit: kWh, period: 1d }
  bread: { kind: interval, unit: t, period: 1d }
processes:
  oven:
    makes: { bread: bread }
    takes: { power: { amount: kwh, factor: electricity/grid, row: ${row} } }
products:
  bread: { declaredUnit: 1 t, boundary: gate-to-gate, period: month }
`;

const line = (channel: string, day: number, value: number, more: Readonly<Record<string, unknown>> = {}): string =>
  `${JSON.stringify({ factory: "bakery", channel, at: new Date(Date.UTC(2025, 11, 31, 16) + day * 86_400_000).toISOString(), value, ...more })}\n`;

test("late readings, a correction, a retraction and a new model each lead to a new footprint by themselves", async () => {
  await using celadon = await startCeladon();
  const january = async (): Promise<FootprintRow | undefined> => {
    const { body } = await ask<readonly FootprintRow[]>(`${celadon.url}/v1/footprints?factory=bakery`);
    return body.find(({ from }) => from === "2025-12-31T16:00:00Z");
  };
  /** The footprint of January once it is as expected: nobody asks for it to be calculated. */
  const soon = async (expected: Partial<FootprintRow>): Promise<FootprintRow | undefined> => {
    await expect.poll(january, { timeout: 30_000 }).toMatchObject(expected);
    return january();
  };
  await applyPlant(celadon.url, plant("grid-cn-footprint-2024"));
  const days = Array.from({ length: 31 }, (_, i) => i + 1);
  const allBut = (late: number) =>
    days.filter((day) => day !== late).map((day) => line("kwh", day, 100) + line("bread", day, 10));
  await sent(celadon.url, allBut(17).join(""));
  const first = await soon({ status: "incomplete", amount: null });

  // 3,100 kWh over 310 t: 10 kWh a tonne, at the factor of the row.
  await sent(celadon.url, line("kwh", 17, 100) + line("bread", 17, 10));
  const { body: row } = await ask<{ readonly value: string }>(`${celadon.url}/v1/factors/grid-cn-footprint-2024`);
  const complete = await soon({ status: "complete", supersedes: first?.id ?? "" });
  expect(Number(complete?.amount)).toBeCloseTo(10 * Number(row.value), 9);

  // 310 kWh more on one day is one kWh more a tonne.
  await sent(celadon.url, line("kwh", 3, 410, { revision: 1 }));
  const corrected = await soon({ status: "complete", supersedes: complete?.id ?? "" });
  expect(Number(corrected?.amount)).toBeCloseTo(11 * Number(row.value), 9);

  await sent(celadon.url, line("kwh", 3, 0, { revision: 2, quality: "retracted" }));
  const retracted = await soon({ status: "incomplete", supersedes: corrected?.id ?? "" });
  await sent(celadon.url, line("kwh", 3, 100, { revision: 3 }));
  const back = await soon({ id: complete?.id ?? "" });
  expect(back?.supersedes).toBe(retracted?.id);

  // Another row of the tables changes no hour.
  await applyPlant(celadon.url, plant("grid-cn-footprint-2023"));
  const { body: older } = await ask<{ readonly value: string }>(`${celadon.url}/v1/factors/grid-cn-footprint-2023`);
  const other = await soon({ status: "complete", supersedes: complete?.id ?? "" });
  expect(Number(other?.amount)).toBeCloseTo(10 * Number(older.value), 9);
}, 120_000);
