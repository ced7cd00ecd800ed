import { qualityCodes, readingMarks } from "@celadon/proto";
import { unitOf as unitNamed } from "@celadon/quantity";
import { expect, test } from "vitest";
import { frameReader } from "./readings-of-frame.ts";
import { statedUnits } from "./stated-unit.ts";
import type { Station, StationFrame, StationItem } from "./station-frame.ts";

const printed: Readonly<Record<string, readonly [value: string, amount: string]>> = {
  w00000: ["L/s", "m3"],
  w01018: ["mg/L", "kg"],
  w20116: ["mg/L", "kg"],
  w20117: ["ug/L", "g"],
  w01001: ["1", ""],
  a00000: ["m3/s", "m3"],
  B01: ["L/s", "m3"],
  B02: ["m3/s", "m3"],
  a21026: ["mg/m3", "kg"],
  a05002: ["ng/m3", "g"],
};
const words = {
  unitOf: (code: string, suffix: string) => printed[code]?.[suffix === "Cou" ? 1 : 0],
  instantOf: (text: string) =>
    /^\d{14}$/.test(text)
      ? Date.parse(text.replace(/(....)(..)(..)(..)(..)(..)/, "$1-$2-$3T$4:$5:$6+08:00"))
      : undefined,
};
const read = frameReader(words, statedUnits(words));
const outfall: Station = { name: "outfall" };
const receivedMs = Date.parse("2027-01-01T00:00:30Z");

const item = (
  code: string,
  values: StationItem["values"],
  flag: string | null = "N",
  refused?: string,
): StationItem => ({
  ...{ code, values, flag },
  ...(refused === undefined ? {} : { refused }),
});
const frame = (items: readonly StationItem[], more: Partial<StationFrame> = {}): StationFrame => ({
  ...{ version: 2017, st: "32", cn: "2061", backfill: false, dataTime: "20270101070000", items, fields: [] },
  ...more,
});
const of = (items: readonly StationItem[], more: Partial<StationFrame> = {}, station = outfall) =>
  read(frame(items, more), station, receivedMs);
const qualityOf = (items: readonly StationItem[], more: Partial<StationFrame> = {}) =>
  of(items, more).readings.map(({ quality }) => quality);
const codeOf = (symbol: string): number => {
  const unit = unitNamed(symbol);
  return unit.kind === "accept" ? unit.value.code : -1;
};

test("an hour's amount is a reading at its DataTime at +08:00, in the unit that the standard prints", () => {
  expect(of([item("w00000", { Cou: "12.5" })])).toEqual({
    readings: [
      {
        channel: "outfall/2061/w00000-Cou",
        atMs: Date.parse("2026-12-31T23:00:00Z"),
        valueMicro: 12_500_000n,
        revision: 0,
        coversSeconds: 0,
        quality: qualityCodes.measured,
        marks: readingMarks.timely | codeOf("m3"),
      },
    ],
    refused: [],
    replaced: [],
    doubts: [],
  });
});

test.each(["2011", "2013", "2021", "2031", "2041", "2051", "2052", "2061", "2111", "3020"])(
  "a frame of command %s carries readings",
  (cn) => {
    expect(of([item("w01018", { Rtd: "40.1" })], { cn }).readings.map(({ channel }) => channel)).toEqual([
      `outfall/${cn}/w01018-Rtd`,
    ]);
  },
);

test.each(["9011", "3021", "1061", "20611"])("values in a frame of command %s are refused once, and told", (cn) => {
  const values = [item("w01018", { Rtd: "40.1" }), item("w00000", { Rtd: "1" })];
  expect(of(values, { cn })).toMatchObject({
    ...{ readings: [], replaced: [], doubts: [] },
    refused: [{ channel: `outfall/${cn}`, reason: "other-command" }],
  });
});

test.each(["3021", "9012", "2081", null])("a frame of command %s without values has and refuses none", (cn) => {
  const none = { readings: [], refused: [], replaced: [], doubts: [] };
  expect(of([item("i13004", { Info: "1" }, null)], { cn })).toEqual(none);
  expect(of([], { cn, dataTime: null })).toEqual(none);
});

test("what a facility does, how long it ran, and the register of its electricity are readings; logs and settings are not", () => {
  const { readings } = of([
    item("SB1", { RS: "1" }, null),
    item("SB2", { RT: "2.5" }, null),
    item("i33201", { Info: "38312.5" }, null),
    item("i11001", { Info: "//door open//" }, null),
  ]);
  expect(readings.map(({ channel, valueMicro }) => `${channel} ${valueMicro}`)).toEqual([
    "outfall/2061/SB1-RS 1000000",
    "outfall/2061/SB2-RT 2500000",
    "outfall/2061/i33201-Info 38312500000",
  ]);
});

test.each([
  ["N", "measured"],
  ["S", "estimated"],
  ["F", "stopped"],
  ["M", "maintained"],
  ["C", "calibrating"],
  ["D", "faulty"],
  ["T", "above-range"],
  ["P", "power-failed"],
  ["Q", "unknown-flag"],
  ["3", "unknown-flag"],
] as const)("flag %s says of the instrument: %s", (flag, word) => {
  expect(qualityOf([item("w01018", { Avg: "40", Cou: "0" }, flag)])).toEqual([qualityCodes[word], qualityCodes[word]]);
});

test.each([
  [2005, "22"],
  [2017, "22"],
  [2005, "32"],
] as const)("frames of %s from system %s flag by digits", (version, st) => {
  const by = (flag: string) => qualityOf([item("03", { Avg: "40" }, flag)], { version, st })[0];
  expect(["0", "1", "2", "3"].map(by)).toEqual(
    (["calibrating", "measured", "faulty", "measured"] as const).map((word) => qualityCodes[word]),
  );
});

test("a value set by hand and one without a flag are marked, a backfilled and a late one too", () => {
  const marksOf = (flag: string | null, more: Partial<StationFrame> = {}) =>
    of([item("SB1", { RS: "1" }, flag)], more).readings.map(({ marks }) => marks);
  expect(marksOf("S")).toEqual([readingMarks.timely | readingMarks.manual]);
  for (const none of [null, ""]) expect(marksOf(none)).toEqual([readingMarks.timely | readingMarks.unflagged]);
  expect(marksOf("N", { backfill: true })).toEqual([readingMarks.timely | readingMarks.backfill]);
  expect(marksOf("N", { dataTime: "20270101090000" })).toEqual([0]);
  // Received at 08:00:30: five minutes ahead are within what clocks are off, a second more is not.
  expect(marksOf("N", { dataTime: "20270101080530" })).toEqual([readingMarks.timely]);
  expect(marksOf("N", { dataTime: "20270101080531" })).toEqual([0]);
});

test("oxygen-normalised values and those of noise are readings of their own channels", () => {
  const { readings } = of([
    item("a21026", { ZsAvg: "35" }),
    item("LA", { Data: "50", DayData: "55", NightData: "45" }),
  ]);
  expect(readings.map(({ channel }) => channel)).toEqual([
    "outfall/2061/a21026-ZsAvg",
    ...["LA-Data", "LA-DayData", "LA-NightData"].map((name) => `outfall/2061/${name}`),
  ]);
});

test("a flag B is no reading, and costs its neighbours nothing", () => {
  const { readings, refused } = of([item("w01018", { Avg: "40", Cou: "1" }, "B"), item("w00000", { Cou: "12.5" })]);
  expect(readings).toHaveLength(1);
  expect(refused.map(({ channel, reason }) => [channel, reason])).toEqual([
    ["outfall/2061/w01018", "no-communication"],
  ]);
});

test.each([
  ["-99", "sentinel"],
  ["-999", "sentinel"],
  ["-9999.0", "sentinel"],
  ["-7.5", "sentinel"],
  ["6553.5", "sentinel"],
  ["1e3", "bad-value"],
  ["NaN", "bad-value"],
  ["12,5", "bad-value"],
  ["", "bad-value"],
  ["1234567890123", "value-too-large"],
  ["0.1234567", "value-too-fine"],
])("a value %j is no reading: %s", (text, reason) => {
  const { readings, refused } = of(
    [item("w01018", { Avg: text, Max: "3" })],
    {},
    { ...outfall, sentinels: [-7_500_000n, 6_553_500_000n] },
  );
  expect(readings.map(({ channel }) => channel)).toEqual(["outfall/2061/w01018-Max"]);
  expect(refused.map((one) => [one.channel, one.reason])).toEqual([["outfall/2061/w01018-Avg", reason]]);
});

test("an item that cannot be read whole gives nothing, not even the numbers in it", () => {
  const { readings, refused } = of([item("w01018", { Avg: "12" }, "N", "no-equals"), item("w01001", { Avg: "7.1" })]);
  expect(readings.map(({ channel }) => channel)).toEqual(["outfall/2061/w01001-Avg"]);
  expect(refused).toMatchObject([{ reason: "bad-value" }]);
});

test("a name twice in an item: both values are kept, and neither counts", () => {
  const fields = [
    ["w00000-Rtd", "12.0"],
    ["w00000-Rtd", "84210.5"],
    ["w00000-Flag", "N"],
    ["w01018-Rtd", "40"],
  ] as const;
  const twice = item("w00000", { Rtd: "12.0" }, "N", "name-twice");
  const { readings } = of([twice, item("w01018", { Rtd: "40" })], { cn: "2011", fields });
  expect(readings.map(({ valueMicro, quality }) => [valueMicro, quality])).toEqual([
    [12_000_000n, qualityCodes.doubted],
    [84_210_500_000n, qualityCodes.doubted],
    [40_000_000n, qualityCodes.measured],
  ]);
});

test("a name twice keeps what the instrument says of itself", () => {
  const fields = [
    ["w00000-Rtd", "1"],
    ["w00000-Rtd", "2"],
  ] as const;
  const { readings } = of([item("w00000", { Rtd: "1" }, "D", "name-twice")], { fields });
  expect(readings.map(({ quality }) => quality)).toEqual([qualityCodes.faulty, qualityCodes.faulty]);
});

test.each([
  [null, "no-data-time"],
  ["20270230000000", "bad-time"],
  ["19700101080000", "time-out-of-bounds"],
  ["21000101080000", "time-out-of-bounds"],
])("a frame with DataTime %s is refused as a whole: %s", (dataTime, reason) => {
  const instantOf = (text: string) => (text === "20270230000000" ? undefined : words.instantOf(text));
  const answer = frameReader({ ...words, instantOf }, statedUnits(words))(
    frame([item("w01018", { Avg: "1", Cou: "2" })], { dataTime }),
    outfall,
    receivedMs,
  );
  expect(answer).toMatchObject({ readings: [], refused: [{ channel: "outfall/2061", reason }] });
});

test("a clock may be ahead of ours by exactly five minutes", () => {
  const isTimely = (dataTime: string) =>
    of([item("w00000", { Rtd: "1" })], { cn: "2011", dataTime }).readings.map(
      ({ marks }) => (marks & readingMarks.timely) !== 0,
    );
  expect([isTimely("20270101080530"), isTimely("20270101080531")]).toEqual([[true], [false]]);
});

test("a clock of 2099 gives readings that are from the future: they are kept without the mark of timely ones", () => {
  expect(of([item("w01018", { Avg: "1" })], { dataTime: "20990101000000" }).readings).toMatchObject([
    { marks: codeOf("mg/L") },
  ]);
});

test("the age of a batch analyser's result is kept beside it, in seconds", () => {
  const { readings } = of([item("w01018", { Rtd: "40", SampleTime: "20270101063000" })], { cn: "2011" });
  expect(readings.map(({ channel, valueMicro }) => `${channel} ${valueMicro}`)).toEqual([
    "outfall/2011/w01018-Rtd 40000000",
    "outfall/2011/w01018-SampleTime 1800000000",
  ]);
  expect(readings.map(({ marks }) => marks & readingMarks.unitCode)).toEqual([codeOf("mg/L"), codeOf("s")]);
  for (const time of ["20270101083000", "19700101080000", "20270230000000"]) {
    const wrong = of([item("w01018", { SampleTime: time })], { cn: "2011" });
    expect(wrong).toMatchObject({ readings: [], refused: [{ reason: "bad-sample-time" }] });
  }
});

test("no unit is stated for what has no dimension, for gas of an unknown state and where tables and devices differ", () => {
  const unitsOf = (one: StationItem, station = outfall) =>
    of([one], {}, station).readings.map(({ marks }) => marks & readingMarks.unitCode);
  expect(unitsOf(item("w01001", { Avg: "7.1" }))).toEqual([0]);
  expect(unitsOf(item("a00000", { Rtd: "3", Cou: "10800" }))).toEqual([codeOf("m3/s"), 0]);
  expect(unitsOf(item("B02", { Cou: "10800" }))).toEqual([0]);
  expect(unitsOf(item("a05002", { Avg: "3", Cou: "1" }))).toEqual([0, 0]);
  const units = new Map([["a05002", { value: "mg/m3", amount: "kg" }]]);
  expect(unitsOf(item("a05002", { Avg: "3", Cou: "1" }), { ...outfall, units })).toEqual([
    codeOf("mg/m3"),
    codeOf("kg"),
  ]);
});

test("an amount that is not the mean times the flow by a thousand is doubted, a few percent are not", () => {
  // 40 mg/L in 63 m3 are 2.52 kg.
  const withAmount = (amount: string) =>
    qualityOf([item("w00000", { Cou: "63.0" }), item("w01018", { Avg: "40", Cou: amount })]);
  expect(withAmount("2.53")).toEqual([qualityCodes.measured, qualityCodes.measured, qualityCodes.measured]);
  expect(withAmount("2520")).toEqual([qualityCodes.measured, qualityCodes.doubted, qualityCodes.doubted]);
  expect(withAmount("0")).toEqual([qualityCodes.measured, qualityCodes.measured, qualityCodes.measured]);
});

test("that holds for every period and flow, for no instant, and in the units that a station really uses", () => {
  const doubtsOf = (flow: string, cn: string, amount: string, station = outfall) =>
    of([item(flow, { Cou: "63.0" }), item("w01018", { Avg: "40", Cou: amount })], { cn }, station).doubts.length;
  expect(["2031", "2051", "2061", "2011", "2041"].map((cn) => doubtsOf("w00000", cn, "2520"))).toEqual([1, 1, 1, 0, 0]);
  expect(["B01", "w00000"].map((flow) => doubtsOf(flow, "2061", "2520"))).toEqual([1, 1]);
  const inGrams = { ...outfall, units: new Map([["w01018", { amount: "g" }]]) };
  expect([doubtsOf("w00000", "2061", "2520", inGrams), doubtsOf("w00000", "2061", "2.52", inGrams)]).toEqual([0, 1]);
  // 35 mg/m3 in 68,680.5 m3 are 2.4038 kg.
  const gas = (flow: string, amount: string) =>
    of([item(flow, { Cou: "68680.5" }), item("a21026", { Avg: "35", Cou: amount })]).doubts.length;
  expect(["a00000", "B02"].map((flow) => [gas(flow, "2.4038"), gas(flow, "2403.8")])).toEqual([
    [0, 1],
    [0, 1],
  ]);
});

test("more chromium(VI) than chromium is doubted in both, and so is what was sent in other units than are printed", () => {
  const chromium = (part: string, whole: string, station = outfall) =>
    of([item("w20117", { Avg: part }), item("w20116", { Avg: whole })], {}, station);
  expect(chromium("400", "0.5").doubts).toEqual([]); // 0.4 of 0.5 mg/L
  const wrong = chromium("600", "0.5");
  expect(wrong.readings.map(({ quality }) => quality)).toEqual([qualityCodes.doubted, qualityCodes.doubted]);
  expect(wrong.doubts[0]).toContain("more than");
  const amounts = of([item("w20117", { Cou: "600" }), item("w20116", { Cou: "0.5" })]); // g and kg
  expect(amounts.doubts).toHaveLength(2);
  const inMg = new Map([["w20117", { value: "mg/L" }]]);
  expect(chromium("0.4", "0.5", { ...outfall, units: inMg }).doubts).toEqual([]);
  expect(chromium("0.6", "0.5", { ...outfall, units: inMg }).doubts).toHaveLength(2);
});

test.each([
  ["N", "doubted"],
  ["S", "doubted"],
  ["D", "faulty"],
] as const)("an amount below zero with flag %s is %s", (flag, word) => {
  expect(qualityOf([item("w00000", { Cou: "-3" }, flag)])).toEqual([qualityCodes[word]]);
});

test("a flow that the station sends in litres is checked as such", () => {
  const units = new Map([["w00000", { amount: "L" }]]);
  const items = [item("w00000", { Cou: "63000" }), item("w01018", { Avg: "40", Cou: "2.52" })];
  expect(of(items, {}, { ...outfall, units }).doubts).toEqual([]);
  expect(of(items).doubts).toHaveLength(1);
});

test("an amount of zero counts, and the least below it does not", () => {
  expect(qualityOf([item("w00000", { Cou: "-0.000001" })])).toEqual([qualityCodes.doubted]);
  expect(qualityOf([item("w00000", { Cou: "0" })])).toEqual([qualityCodes.measured]);
});

test("a new instrument says its serial number, and no reading comes of it", () => {
  expect(of([item("w01018", { SN: "A7731" }, null)], { cn: "3019" })).toEqual({
    readings: [],
    refused: [],
    doubts: [],
    replaced: [{ code: "w01018", serial: "A7731", atMs: Date.parse("2026-12-31T23:00:00Z") }],
  });
});
