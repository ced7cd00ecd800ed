import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gathered } from "./gathered.ts";
import { importDecoder } from "./import-decoder.ts";
import type { ImportRule } from "./import-rule.ts";
import { recogniseImport } from "./recognise-import.ts";

const data = (name: string): string => readFileSync(new URL(`../../../test/data/${name}`, import.meta.url), "utf8");

test("the steel file's pattern is recognised, and proposed with what was seen", () => {
  expect(recogniseImport(data("Steel_industry_data.csv").slice(0, 20_000))?.yaml).toMatchInlineSnapshot(`
    "# A proposal from the beginning of a file. Check every line before you put it into the plant file:
    # - 258 rows of 11 cells, cut by ","; 7 columns hold numbers.
    # - Times in "date" have the format DD/MM/YYYY HH:mm; 100 % of the rows are 15min after the one before.
    # - The row of 00:00 stands behind the last one of its date: each time is the END of its 15min, and 00:00 closes the day under the same date.
    # - Times are local times of the plant's timeZone, unless you add \`zone\` below.
    channels:
      usageKWh: # column "Usage_kWh"
        kind: interval # or counter, if the values only rise; rate, if they are power or flow
        unit: kWh
        period: 15min
      laggingCurrentReactivePowerKVarh: # column "Lagging_Current_Reactive_Power_kVarh"
        kind: interval # or counter, if the values only rise; rate, if they are power or flow
        unit: kvarh
        period: 15min
      leadingCurrentReactivePowerKVarh: # column "Leading_Current_Reactive_Power_kVarh"
        kind: interval # or counter, if the values only rise; rate, if they are power or flow
        unit: kvarh
        period: 15min
      # CO2TCO2: # column "CO2(tCO2)"; its name tells no unit
      #   kind: interval
      #   unit: ?
      #   period: 15min
      # laggingCurrentPowerFactor: # column "Lagging_Current_Power_Factor"; its name tells no unit
      #   kind: interval
      #   unit: ?
      #   period: 15min
      # leadingCurrentPowerFactor: # column "Leading_Current_Power_Factor"; its name tells no unit
      #   kind: interval
      #   unit: ?
      #   period: 15min
      # NSM: # column "NSM"; its name tells no unit
      #   kind: interval
      #   unit: ?
      #   period: 15min
    imports:
      proposed:
        format: csv
        time:
          column: "date"
          format: "DD/MM/YYYY HH:mm"
          stamp: end
          midnight: end-of-same-date
        columns:
          "Usage_kWh": usageKWh
          "Lagging_Current_Reactive_Power_kVarh": laggingCurrentReactivePowerKVarh
          "Leading_Current_Reactive_Power_kVarh": leadingCurrentReactivePowerKVarh
          # "CO2(tCO2)": CO2TCO2
          # "Lagging_Current_Power_Factor": laggingCurrentPowerFactor
          # "Leading_Current_Power_Factor": leadingCurrentPowerFactor
          # "NSM": NSM
    "
  `);
});

test("the wastewater file's date in three columns is recognised as calendar days", () => {
  const proposal = recogniseImport(data("wwtp_melbourne_daily_energy_cod.csv"));
  expect(proposal?.rules[0]?.time).toEqual({
    columns: ["Year", "Month", "Day"],
    format: "YYYY.0 M.0 D.0",
    stamp: "start",
    midnight: "start-of-date",
  });
  expect(proposal?.yaml).toContain('      # "Energy Consumption": energyConsumption\n');
  expect(proposal?.seen).toMatchInlineSnapshot(`
    [
      "1382 rows of 20 cells, cut by ","; 15 columns hold numbers.",
      "Times in "Year", "Month", "Day" have the format YYYY.0 M.0 D.0; 77 % of the rows are a day after the one before.",
      "One row a day: each seems to be the amount of its calendar day.",
    ]
  `);
});

test("a proposal reads its own file as the declared rule does", () => {
  const file = data("Steel_industry_data.csv");
  const proposal = recogniseImport(file.slice(0, 20_000));
  const rule = { ...proposal?.rules[0], time: { ...proposal?.rules[0]?.time, zone: "Asia/Seoul" } } as ImportRule;
  const { readings, refused } = gathered(
    (sink) => importDecoder({ rule, factory: "plant", receivedMs: 1.8e12 }, sink),
    [new TextEncoder().encode(file)],
  );
  const main = readings.filter(({ channel }) => channel === "usageKWh");
  expect(refused).toEqual([]);
  expect(main.reduce((sum, { value }) => sum + Math.round(Number(value) * 100), 0)).toBe(95_963_671);
  expect(
    main.filter(({ at }) => at > "2018-01-01T14:00:00Z" && at <= "2018-01-01T15:00:00Z").map(({ value }) => value),
  ).toEqual(["3.53", "3.24", "3.67", "3.42"]);
});

const rows = (count: number, rowOf: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => rowOf(i)).join("\n");
const two = (n: number): string => String(n).padStart(2, "0");

test("a semicolon, a decimal comma, a title above the table and texts for no reading are seen", () => {
  const text = `Report of June\n\nZeit;Wirkleistung [kW];Kommentar\n${rows(30, (i) => `01.06.2026 ${two(Math.floor(i / 4))}:${two((i % 4) * 15)};${i === 7 ? "n/a" : "1,5"};ok`)}`;
  const proposal = recogniseImport(text);
  expect(proposal?.rules[0]).toMatchObject({
    skipLines: 2,
    delimiter: ";",
    numbers: "1234,5",
    noReading: ["n/a"],
    time: { columns: ["Zeit"], format: "DD.MM.YYYY HH:mm", stamp: "start" },
    columns: [{ column: "Wirkleistung [kW]", channel: "wirkleistungKW", unit: "kW" }],
  });
  expect(proposal?.seen).toContain("The header is line 3: take out the lines before it.");
});

test("a day that could be a month is said to be uncertain", () => {
  const text = `t,kWh\n${rows(40, (i) => `06/06/2026 ${two(Math.floor(i / 4))}:${two((i % 4) * 15)},1`)}`;
  expect(recogniseImport(text)?.seen).toContain(
    "MM/DD/YYYY HH:mm reads them just as well: only the plant knows which it is.",
  );
});

test("a file that begins one step past midnight is taken for end-stamped", () => {
  const text = `t,kWh\n${rows(40, (i) => `2026-06-01 ${two(Math.floor((i + 1) / 4))}:${two(((i + 1) % 4) * 15)},1`)}`;
  expect(recogniseImport(text)?.rules[0]?.time).toMatchObject({ stamp: "end", midnight: "start-of-date" });
});

const register = (i: number): string => (48_231.5 + 2.25 * i).toFixed(2).replace(".", ",");

test("a register is proposed as a counter at instants, never as amounts", () => {
  const hours = rows(48, (i) => `2026-01-0${1 + Math.floor(i / 24)} ${two(i % 24)}:00;${register(i)}`);
  const proposal = recogniseImport(`Time;Main meter (kWh)\n${hours}\n`);
  expect(proposal?.rules).toMatchObject([{ time: { stamp: "instant" }, columns: [{ kind: "counter", unit: "kWh" }] }]);
  expect(proposal?.yaml).toContain(`  mainMeterKWh: # column "Main meter (kWh)"
    kind: counter # its values only rise: 48231.50 to 48337.25
    unit: kWh
    period: 1h
    ratedPerHour: 4.5 # twice the fastest rise in this file: check it against the meter's rating
`);
  expect(proposal?.yaml).not.toContain("interval");
});

test("a file with amounts and a register gets a rule for each, and is told to be read twice", () => {
  const days = rows(28, (i) => `2026-02-${two(i + 1)},${i % 5},${1000 + 24 * i}`);
  const proposal = recogniseImport(`Day,Goods t,Main kWh\n${days}\n`);
  expect(proposal?.rules).toMatchObject([
    { name: "proposed", time: { stamp: "start" }, columns: [{ channel: "goodsT", isCalendarDay: true }] },
    { name: "proposedRegisters", time: { stamp: "instant" }, columns: [{ channel: "mainKWh", isCalendarDay: false }] },
  ]);
  expect(proposal?.yaml).toContain("period: 1d\n    ratedPerHour: 2 #");
  expect(proposal?.seen).toContain(
    "Amounts and registers have a rule each: ingest the file twice, with --import proposed and with --import proposedRegisters.",
  );
});

test.each([
  ["nine values, which may rise by chance", 9, (i: number) => i],
  ["values that are all equal", 40, () => 7],
  ["values that fall once", 40, (i: number) => (i === 20 ? 3 : i)],
])("%s are no register", (_, count, valueAt) => {
  const text = `t,kWh\n${rows(count, (i) => `2026-01-0${1 + Math.floor(i / 24)} ${two(i % 24)}:00,${valueAt(i)}`)}\n`;
  expect(recogniseImport(text)?.rules[0]?.columns[0]?.kind).toBe("interval");
});

test.each([
  ["YYYY-MM", (month: number) => `2026-${two(month)}`],
  ["YYYY/M", (month: number) => `2026/${month}`],
  ["YYYY-MM-DD", (month: number) => `2026-${two(month)}-01`],
])("a row a month, written %s, is taken for calendar months", (format, monthOf) => {
  const proposal = recogniseImport(`Month,Gas [m3]\n${rows(12, (i) => `${monthOf(i + 1)},${500 - 7 * i}`)}\n`);
  expect(proposal?.rules).toMatchObject([
    { time: { format, stamp: "start" }, columns: [{ channel: "gasM3", kind: "interval", isCalendarMonth: true }] },
  ]);
  expect(proposal?.yaml).toContain("    period: calendar-month\n");
  expect(proposal?.seen).toContain("One row a month: each seems to be the amount of its calendar month.");
});

test.each(["", "hello", "a,b\n1,2\n", "date,kWh\n", `t;x\n${rows(9, () => "soon;1")}`])(
  "%j shows no pattern",
  (text) => {
    expect(recogniseImport(text)).toBeUndefined();
  },
);

test("any text gives a proposal or none, never a throw", () => {
  const piece = fc.constantFrom(",", ";", "\n", '"', "2026-01-01", "01/02/2026 00:15", "1.5", "kWh", "date", " ");
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 80 }).map((list) => list.join("")),
      ),
      (text) => {
        expect(["undefined", "object"]).toContain(typeof recogniseImport(text));
      },
    ),
  );
});
