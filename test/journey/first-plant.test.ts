import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "./ask.ts";
import { type Celadon, startCeladon } from "./celadon.ts";

// What a newcomer's own plant file gets wrong, and is told of.

let celadon: Celadon;
beforeAll(async () => {
  celadon = await startCeladon();
}, 60_000);
afterAll(() => celadon?.[Symbol.asyncDispose]());

const two = (n: number): string => String(n).padStart(2, "0");

const workshop = (channels: string, columns: string): string => `factory: workshop
timeZone: Europe/Berlin
place: CN
effectiveFrom: 2026-01-01
channels:
  ${channels}
  piecesT: { kind: interval, unit: t, period: calendar-day }
processes:
  making:
    makes: { pieces: piecesT }
    takes: { power: { amount: mainKwh, factor: electricity/grid } }
products:
  pieces: { declaredUnit: 1 t, boundary: gate-to-gate, period: month }
imports:
  meter:
    format: csv
    delimiter: ";"
    numbers: "1234,5"
    time: { column: Time, format: "YYYY-MM-DD HH:mm", stamp: start }
    columns:
      ${columns}
`;

const apply = (yaml: string) =>
  ask<{ readonly warnings?: readonly { readonly problem: string; readonly fix: string }[] }>(
    `${celadon.url}/v1/plants`,
    { headers: { "content-type": "application/yaml" }, body: yaml },
  );

interface Taken {
  readonly accepted: number;
  readonly warnings: readonly string[];
}

const send = (csv: string) =>
  ask<Taken>(`${celadon.url}/v1/readings?factory=workshop&format=csv&import=meter`, {
    headers: { "content-type": "text/csv" },
    body: csv,
  });

const hours = (count: number, valueAt: (hour: number) => number): string =>
  Array.from(
    { length: count },
    (_, i) => `2026-02-${two(1 + Math.floor(i / 24))} ${two(i % 24)}:00;${valueAt(i).toFixed(2).replace(".", ",")}\n`,
  ).join("");

test("a register read as amounts is taken and warned of, with its first and last value and what to write", async () => {
  const channels = "mainKwh: { kind: interval, unit: kWh, period: 1h }";
  expect((await apply(workshop(channels, '"Main meter (kWh)": mainKwh'))).status).toBe(200);
  const { body } = await send(`Time;Main meter (kWh)\n${hours(48, (hour) => 48_231.5 + 2.25 * hour)}`);
  expect(body.accepted).toBe(48);
  expect(body.warnings).toEqual([
    'Channel "mainKwh" is declared as amounts (kind: interval), and its 48 values here only rise, from 48231.5 to 48337.25, as a register does. If it is one, each value was counted whole: declare a channel of another name with `kind: counter` and `ratedPerHour`, read it with `stamp: instant`, and ingest the file again.',
  ]);
  const amounts = await send(`Time;Main meter (kWh)\n${hours(48, (hour) => hour % 24)}`);
  expect(amounts.body.warnings).toEqual([]);
});

test("a header that names another unit than its rule is warned of when the plant is applied and when a file is read", async () => {
  const channels = "mainKwh: { kind: interval, unit: MWh, period: 1h }";
  const { body: applied } = await apply(workshop(channels, '"Main meter (kWh)": mainKwh'));
  const line = '`"Main meter (kWh)": { channel: mainKwh, unit: kWh }`';
  expect(applied.warnings).toMatchObject([
    {
      problem: 'The header "Main meter (kWh)" says kWh, and the column is read as MWh, the unit of "mainKwh".',
      fix: `Where the header is right, write ${line}.`,
    },
  ]);
  const { body } = await send(`Time;Main meter (kWh)\n${hours(3, (hour) => 5 - hour)}`);
  expect(body).toMatchObject({ accepted: 3, warnings: [expect.stringContaining(line)] });
});

test("a reading from before the plant file is told from when that is in force, not to declare its channel", async () => {
  await apply(workshop("mainKwh: { kind: interval, unit: kWh, period: 1h }", '"Main meter (kWh)": mainKwh'));
  const sentence =
    'The plant model of "workshop" is in force only from 2026-01-01T00:00:00+01:00 on, and the reading of channel "mainKwh" is earlier: write an earlier effectiveFrom into the plant file and apply it; the reading is then judged again.';
  const { body } = await send("Time;Main meter (kWh)\n2025-12-31 22:00;5\n2025-12-31 23:00;6\n");
  expect(body).toMatchObject({ accepted: 1, quarantined: 1, refused: [{ line: 2, evidence: sentence }] });
  const listed = await ask<readonly { readonly evidence: string }[]>(
    `${celadon.url}/v1/quarantine?factory=workshop&channel=mainKwh`,
  );
  expect(listed.body.map(({ evidence }) => evidence)).toEqual([sentence]);
});

test("a file applied before a later version is told from when that holds instead", async () => {
  const channels = "mainKwh: { kind: interval, unit: kWh, period: 1h }";
  const yaml = workshop(channels, '"Main meter": mainKwh').replace("factory: workshop", "factory: two-versions");
  const later = await apply(yaml.replace("2026-01-01", "2026-02-01"));
  expect(later.body.warnings).toEqual([]);
  const { body } = await apply(yaml);
  expect(body.warnings).toMatchObject([
    {
      line: 4,
      problem: "A later version of this plant holds from 2026-02-01T00:00:00+01:00 on, instead of this file.",
      fix: "To change what holds from then on, apply a file with `effectiveFrom: 2026-02-01T00:00:00+01:00`.",
    },
  ]);
});
