import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Gathered, gathered, type Seen } from "./gathered.ts";
import { importDecoder } from "./import-decoder.ts";
import type { ImportRule } from "./import-rule.ts";

const data = (name: string): Uint8Array => readFileSync(new URL(`../../../test/data/${name}`, import.meta.url));
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const quarter = { kind: "interval", periodMs: 900_000, isCalendarDay: false } as const;

/** As the model of the steel plant declares it. */
const steel: ImportRule = {
  name: "uci",
  delimiter: ",",
  numbers: "1234.5",
  noReading: [],
  time: {
    columns: ["date"],
    format: "DD/MM/YYYY HH:mm",
    zone: "Asia/Seoul",
    stamp: "end",
    midnight: "end-of-same-date",
  },
  columns: [
    { column: "Usage_kWh", channel: "mainKwh", unit: "kWh", ...quarter },
    { column: "Lagging_Current_Reactive_Power_kVarh", channel: "laggingKvarh", unit: "kvarh", ...quarter },
  ],
};

const daily: ImportRule = {
  name: "mendeley",
  delimiter: ",",
  numbers: "1234.5",
  noReading: [],
  time: {
    columns: ["Year", "Month", "Day"],
    format: "YYYY.0 M.0 D.0",
    zone: "Australia/Melbourne",
    stamp: "start",
    midnight: "start-of-date",
  },
  columns: [
    {
      column: "Energy Consumption",
      channel: "gridKwh",
      unit: "kWh",
      kind: "interval",
      periodMs: 86_400_000,
      isCalendarDay: true,
    },
  ],
};

const decode = (rule: ImportRule, pieces: readonly Uint8Array[]): Gathered =>
  gathered((sink) => importDecoder({ rule, factory: "plant", receivedMs: 1.8e12 }, sink), pieces);
const decodeText = (rule: ImportRule, text: string): Gathered => decode(rule, [bytesOf(text)]);

const hundredths = (readings: readonly Seen[]): number =>
  readings.reduce((sum, { value }) => sum + Math.round(Number(value) * 100), 0);
const within = (readings: readonly Seen[], hour: string): readonly Seen[] =>
  readings.filter(({ at }) => Date.parse(at) > Date.parse(hour) && Date.parse(at) <= Date.parse(hour) + 3_600_000);

test("the steel plant's year reads to its published sum, and midnight closes its own day", () => {
  const { readings, refused, counts } = decode(steel, [data("Steel_industry_data.csv")]);
  expect(refused).toEqual([]);
  expect(counts).toEqual({ readings: 2 * 35_040, refused: 0, duplicates: 0, conflicts: 0 });
  const main = readings.filter(({ channel }) => channel === "mainKwh");
  expect(hundredths(main)).toBe(95_963_671);
  expect(main[0]).toMatchObject({
    at: "2017-12-31T15:15:00Z",
    value: "3.17",
    coversSeconds: 900,
    marks: 1 | 1024,
    line: 2,
  });
  const last = within(main, "2018-01-01T14:00:00Z");
  expect(last.map(({ at }) => at)).toEqual([
    "2018-01-01T14:15:00Z",
    "2018-01-01T14:30:00Z",
    "2018-01-01T14:45:00Z",
    "2018-01-01T15:00:00Z",
  ]);
  expect(hundredths(last)).toBe(1386);
  expect(hundredths(within(main, "2018-12-31T14:00:00Z"))).toBe(1497);
  expect(new Set(main.map(({ at }) => at)).size).toBe(35_040);
});

test("without its rule for midnight the steel file gives other hours, so the rule must be declared", () => {
  const { readings } = decode({ ...steel, time: { ...steel.time, midnight: "start-of-date" } }, [
    data("Steel_industry_data.csv"),
  ]);
  const main = readings.filter(({ channel }) => channel === "mainKwh");
  expect(hundredths(within(main, "2018-01-01T14:00:00Z"))).toBe(1505);
  expect(hundredths(within(main, "2018-12-31T14:00:00Z"))).toBe(1130);
});

test("the wastewater plant's days have 23 to 25 hours", () => {
  const { readings, refused } = decode(daily, [data("wwtp_melbourne_daily_energy_cod.csv")]);
  expect(refused).toEqual([]);
  expect(readings).toHaveLength(1382);
  expect(readings[0]).toMatchObject({ at: "2014-01-01T13:00:00Z", value: "175856", coversSeconds: 86_400, line: 2 });
  expect([...new Set(readings.map(({ coversSeconds }) => coversSeconds / 3600))].sort()).toEqual([23, 24, 25]);
  for (const { at, coversSeconds } of readings) {
    const begin = Temporal.Instant.fromEpochMilliseconds(Date.parse(at) - coversSeconds * 1000).toZonedDateTimeISO(
      "Australia/Melbourne",
    );
    expect(begin.toPlainTime().toString()).toBe("00:00:00");
  }
});

test("where the file is cut changes nothing", () => {
  const bytes = data("Steel_industry_data.csv").subarray(0, 50_000);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 777) }, (_, i) =>
    bytes.subarray(i * 777, (i + 1) * 777),
  );
  expect(decode(steel, pieces)).toEqual(decode(steel, [bytes]));
});

const rule = (over: Partial<ImportRule["time"]> = {}, more: Partial<ImportRule> = {}): ImportRule => ({
  name: "r",
  delimiter: ";",
  numbers: "1234,5",
  noReading: ["n/a", "-999"],
  time: {
    columns: ["t"],
    format: "DD.MM.YYYY HH:mm",
    zone: "Europe/Berlin",
    stamp: "end",
    midnight: "start-of-date",
    ...over,
  },
  columns: [{ column: "a", channel: "A", unit: "MWh", ...quarter }],
  ...more,
});
const seen = (result: Gathered): readonly (string | number)[] =>
  result.readings.flatMap(({ at, value }) => [at, value]);

test("delimiter, decimal sign and texts for no reading are as declared; other columns are not read", () => {
  const result = decodeText(
    rule(),
    't;x;"a"\r\n01.06.2026 12:00;"any; thing";"1,25"\r\n01.06.2026 12:15;;n/a\r\n01.06.2026 12:30;;-999\r\n01.06.2026 12:45;;\r\n',
  );
  expect(result.refused).toEqual([]);
  expect(seen(result)).toEqual(["2026-06-01T10:00:00Z", "1.25"]);
  expect(result.readings[0]?.marks).toBe(3 | 1024);
});

test("thousands may be grouped where the rule says so, and nowhere else", () => {
  const grouped = decodeText(
    rule({}, { numbers: "1.234,5" }),
    "t;a\n01.06.2026 12:00;1.234.567,5\n01.06.2026 12:15;1234,5\n01.06.2026 12:30;12.34,5",
  );
  expect(seen(grouped)).toEqual(["2026-06-01T10:00:00Z", "1234567.5", "2026-06-01T10:15:00Z", "1234.5"]);
  expect(grouped.refused).toMatchObject([
    {
      line: 4,
      reason: "bad-value",
      evidence: 'Column "a": Value "12.34,5" is no number written like 1.234,5, as the import rule says.',
    },
  ]);
  expect(decodeText(rule(), "t;a\n01.06.2026 12:00;1.5").refused).toMatchObject([{ reason: "bad-value" }]);
});

test("a start moves by the period, an instant stays", () => {
  expect(seen(decodeText(rule({ stamp: "start" }), "t;a\n01.06.2026 12:00;1"))).toEqual(["2026-06-01T10:15:00Z", "1"]);
  const counter = rule(
    { stamp: "instant" },
    { columns: [{ column: "a", channel: "A", unit: "kWh", kind: "counter", periodMs: 900_000, isCalendarDay: false }] },
  );
  expect(decodeText(counter, "t;a\n01.06.2026 12:00;1").readings).toMatchObject([
    { at: "2026-06-01T10:00:00Z", coversSeconds: 0 },
  ]);
});

test("ISO times are read with their offset, or as local ones", () => {
  const result = decodeText(
    rule({ format: "iso" }),
    "t;a\n2026-06-01T12:00:00+02:00;1\n2026-06-01 12:15;2\n2026-06-01T10:30Z;3\n2026-06-01;4\n2026-13-01;5\n",
  );
  expect(seen(result)).toEqual([
    "2026-06-01T10:00:00Z",
    "1",
    "2026-06-01T10:15:00Z",
    "2",
    "2026-06-01T10:30:00Z",
    "3",
    "2026-05-31T22:00:00Z",
    "4",
  ]);
  expect(result.refused).toMatchObject([{ line: 6, reason: "bad-time" }]);
});

test("a local time that occurs twice or never is refused with a sentence", () => {
  const result = decodeText(rule(), "t;a\n25.10.2026 02:30;1\n29.03.2026 02:30;2\n25.10.2026 03:00;3");
  expect(result.refused.map(({ line, reason, evidence }) => [line, reason, evidence])).toEqual([
    [
      2,
      "local-time-twice",
      'Column "a": Local time 2026-10-25 02:30 occurs twice in Europe/Berlin, where the clock is set back: send these readings with their offset from UTC.',
    ],
    [
      3,
      "local-time-never",
      'Column "a": Local time 2026-03-29 02:30 does not occur in Europe/Berlin, where the clock is set forward: check the zone of the file.',
    ],
  ]);
  expect(seen(result)).toEqual(["2026-10-25T02:00:00Z", "3"]);
});

test.each([
  [
    "31.02.2026 12:00;1",
    "bad-time",
    'Time "31.02.2026 12:00" does not exist, or has not the format "DD.MM.YYYY HH:mm" of the import rule.',
  ],
  [
    "2026-06-01 12:00;1",
    "bad-time",
    'Time "2026-06-01 12:00" does not exist, or has not the format "DD.MM.YYYY HH:mm" of the import rule.',
  ],
  [
    "01.06.1926 12:00;1",
    "time-out-of-bounds",
    'Column "a": Time 1926-06-01T11:00:00Z lies outside 2000-01-01 to 2100-01-01 UTC: check the clock of the meter.',
  ],
  [
    "01.06.2026 12:00;NaN",
    "bad-value",
    'Column "a": Value "NaN" is no number written like 1234,5, as the import rule says.',
  ],
  [
    "01.06.2026 12:00;1,23456789",
    "value-too-fine",
    'Column "a": Value "1.23456789" has 8 decimals, and 6 are kept: round it where it is measured, or send it in a smaller unit.',
  ],
  [
    "01.06.2026 12:00;1;2",
    "bad-csv",
    "The record has 3 cells where the header has 2: put a cell that holds the delimiter in quotes.",
  ],
])("the row %s is refused alone", (row, reason, evidence) => {
  const { readings, refused } = decodeText(rule(), `t;a\n${row}\n01.06.2026 12:15;7\n`);
  expect(refused).toMatchObject([{ line: 2, reason, evidence }]);
  expect(readings.map(({ line }) => line)).toEqual([3]);
});

test.each([
  ["t;b", 'Column "a" of import rule "r" is not in the header. Did you mean'],
  ["t;a;a", 'Column "a" of import rule "r" stands 2 times in the header: only one can be meant.'],
  ["t,a", 'Column "t" of import rule "r" is not in the header.'],
])("the header %s is refused once, and nothing is read", (header, evidence) => {
  const { readings, refused } = decodeText(rule(), `${header}\n01.06.2026 12:00;1\n`);
  expect(readings).toEqual([]);
  expect(refused).toMatchObject([
    { line: 1, reason: "bad-header", evidence: expect.stringContaining(evidence.replace(" Did you mean", "")) },
  ]);
});

test("lines before the header are skipped, whatever they hold", () => {
  expect(seen(decodeText(rule({}, { skipLines: 2 }), 'Report "of" June\n\nt;a\n01.06.2026 12:00;1\n'))).toEqual([
    "2026-06-01T10:00:00Z",
    "1",
  ]);
});

test("a file in another encoding is read by the caller's decoder", () => {
  const gbk = new TextDecoder("gbk", { fatal: true });
  const header = Uint8Array.of(0xb5, 0xe7, 0xb1, 0xed); // 电表 in GBK
  const named = rule({}, { columns: [{ column: "电表", channel: "电表", unit: "kWh", ...quarter }] });
  const pieces = [bytesOf("t;"), header, bytesOf("\n01.06.2026 12:00;1\n")];
  expect(decode(named, pieces).refused).toMatchObject([{ reason: "bad-header" }]);
  const read = gathered(
    (sink) =>
      importDecoder({ rule: named, factory: "plant", receivedMs: 1.8e12, text: (bytes) => gbk.decode(bytes) }, sink),
    pieces,
  );
  expect(read.readings).toMatchObject([{ channel: "电表", value: "1" }]);
});

const monthly: ImportRule = {
  ...daily,
  name: "bills",
  time: { columns: ["Month"], format: "YYYY-MM", zone: "Europe/Berlin", stamp: "start", midnight: "start-of-date" },
  columns: [
    {
      column: "Gas",
      channel: "gas",
      unit: "Nm3",
      kind: "interval",
      periodMs: 28 * 86_400_000,
      isCalendarDay: false,
      isCalendarMonth: true,
    },
  ],
};

test("a month covers its own days, an hour less or more where the clock changes in it", () => {
  const { readings, refused } = decodeText(
    monthly,
    "Month,Gas\n2026-01,1\n2026-02,2\n2026-03,3\n2026-10,4\n2028-02,5\n",
  );
  expect(refused).toEqual([]);
  expect(readings.map(({ at, coversSeconds }) => [at, coversSeconds / 3600])).toEqual([
    ["2026-01-31T23:00:00Z", 31 * 24],
    ["2026-02-28T23:00:00Z", 28 * 24],
    ["2026-03-31T22:00:00Z", 31 * 24 - 1],
    ["2026-10-31T23:00:00Z", 31 * 24 + 1],
    ["2028-02-29T23:00:00Z", 29 * 24],
  ]);
});

test("a month told by its last day ends with that day, and a day within a month is refused", () => {
  const time = { ...monthly.time, format: "DD.MM.YYYY", stamp: "end", midnight: "end-of-same-date" } as const;
  const { readings, refused } = decodeText({ ...monthly, time }, "Month,Gas\n31.01.2026,1\n27.02.2026,2\n");
  expect(readings.map(({ at, coversSeconds }) => [at, coversSeconds / 3600])).toEqual([
    ["2026-01-31T23:00:00Z", 31 * 24],
  ]);
  expect(refused.map(({ line, reason, evidence }) => [line, reason, evidence])).toEqual([
    [
      3,
      "bad-time",
      expect.stringContaining(
        "2026-02-28 00:00 is not where a month ends: write the months as 2026-01 (format YYYY-MM",
      ),
    ],
  ]);
});
