import { expect, test } from "vitest";
import { ask } from "./ask.ts";
import { startCeladon } from "./celadon.ts";
import { applyPlant, type Report } from "./plant-data.ts";

const plant = `factory: glass-workshop
timeZone: Europe/Berlin
place: GB
effectiveFrom: 2025-01-01
channels:
  gasM3: { kind: interval, unit: Nm3, period: calendar-month }
  glasses: { kind: interval, unit: pieces, period: calendar-month }
processes:
  furnace:
    makes: { glasses: glasses }
    takes:
      gas:
        amount: gasM3
        times: [{ value: 38.931, unit: MJ/Nm3, source: gas bill }]
        factor: fuel/natural-gas
        place: world
products:
  glasses: { declaredUnit: 1 piece, boundary: gate-to-gate, period: year }
imports:
  bills:
    format: csv
    delimiter: ";"
    numbers: "1234,5"
    time: { column: Monat, format: YYYY-MM, stamp: start }
    columns:
      Gas [Nm3]: gasM3
      Stück: { channel: glasses, unit: pcs }
`;

const months = Array.from({ length: 12 }, (_, i) => `2025-${String(i + 1).padStart(2, "0")};${100 + i},5;20\n`);

interface Footprint {
  readonly status: string;
  readonly amount: string | null;
  readonly measuredShare: string;
  readonly missingShare: string;
  readonly per: { readonly amount: string; readonly unit: string };
  readonly produced: { readonly amount: string | null };
}

test("twelve monthly bills fill their year without missing time, through both changes of the clock", async () => {
  await using celadon = await startCeladon();
  await applyPlant(celadon.url, plant);
  const { body: report } = await ask<Report>(
    `${celadon.url}/v1/readings?factory=glass-workshop&format=csv&import=bills`,
    { body: `Monat;Gas [Nm3];Stück\n${months.join("")}`, headers: { "content-type": "text/csv" } },
  );
  expect(report).toMatchObject({ accepted: 24, quarantined: 0, rejected: 0 });

  const { body: footprints } = await ask<readonly Footprint[]>(`${celadon.url}/v1/footprints/compute`, {
    body: JSON.stringify({ factory: "glass-workshop" }),
  });
  const [footprint] = footprints;
  // By hand: 1,272 Nm3 x 0.038931 GJ x (56.1 + 0.001 x 29.8 + 0.0001 x 273) kg = 2,780.9126 kgCO2e, over 240 glasses.
  expect(footprint).toMatchObject({
    status: "complete",
    measuredShare: "1",
    missingShare: "0",
    per: { amount: "1", unit: "1" },
    produced: { amount: "240" },
  });
  expect(Number(footprint?.amount)).toBeCloseTo((1272 * 0.038931 * (56.1 + 0.001 * 29.8 + 0.0001 * 273)) / 240, 9);

  const { body: hours } = await ask<readonly { readonly amount: string | null; readonly missingMs: number }[]>(
    `${celadon.url}/v1/activity?factory=glass-workshop&channel=gasM3&from=2025-02-28T23:00:00Z&to=2025-03-31T22:00:00Z`,
  );
  expect(hours).toHaveLength(31 * 24 - 1);
  expect(hours.every(({ missingMs }) => missingMs === 0)).toBe(true);
  expect(hours.reduce((sum, { amount }) => sum + Number(amount), 0)).toBeCloseTo(102.5, 9);
}, 120_000);
