import { quality } from "@celadon/telemetry-to-activity";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type LedgerHarness, openLedgerHarness } from "./ledger-harness.ts";
import { at, tellChannel } from "./tell-channel.ts";

vi.setConfig({ testTimeout: 60_000 });

let harness: LedgerHarness;
beforeAll(async () => {
  harness = await openLedgerHarness();
}, 60_000);
afterAll(() => harness[Symbol.asyncDispose](), 60_000);

const replaced = (closing: string | undefined, opening: string) =>
  ({ $case: "meterReplacement", value: { closing, opening } }) as const;
const accepted = (to: string) => ({ $case: "acceptance", value: { toMs: BigInt(at(to)) } }) as const;
const withdrawn = { $case: "withdrawal", value: {} } as const;
const interval = { kind: "interval" } as const;

test("a reading before a declared closing register moves what lies between them", async () => {
  const meter = tellChannel(harness);
  meter.model([{}]);
  meter.declares("12:00", replaced("104", "0"));
  meter.reads("main", ["10:00", "100"]);
  meter.reads("main", ["11:00", "102"]);
  expect((await meter.windows()).hours).toEqual({ "10:00": "2 of 3600 s + 0 s", "11:00": "2 of 3600 s + 0 s" });
});

test("a retracted last reading takes along what a closing register had added behind it", async () => {
  const meter = tellChannel(harness);
  meter.model([{}]);
  meter.declares("12:30", replaced("104", "0"));
  meter.reads("main", ["10:00", "100"]);
  expect(Object.keys((await meter.windows()).hours)).toEqual(["10:00", "11:00", "12:00"]);
  meter.reads("main", ["10:00", "0", { quality: quality.retracted }]);
  expect(await meter.windows()).toEqual({ hours: {}, refused: {} });
});

test("an interval longer than any before fills the hours it covers", async () => {
  const meter = tellChannel(harness);
  meter.model([interval]);
  meter.reads("main", ["10:15", "1"]);
  meter.reads("main", ["12:15", "8", { coversSeconds: 7200 }]);
  expect((await meter.windows()).hours).toEqual({
    "10:00": "4 of 3600 s + 0 s",
    "11:00": "4 of 3600 s + 0 s",
    "12:00": "1 of 900 s + 0 s",
  });
});

test("an interval whose covered time is corrected leaves nothing where it was", async () => {
  const meter = tellChannel(harness);
  meter.model([interval]);
  meter.reads("main", ["12:00", "8", { coversSeconds: 7200 }]);
  meter.reads("main", ["12:00", "8", { coversSeconds: 3600, revision: 1 }]);
  expect((await meter.windows()).hours).toEqual({ "11:00": "8 of 3600 s + 0 s" });
});

test("a withdrawn acceptance that had changed nothing changes nothing", async () => {
  const meter = tellChannel(harness);
  meter.model([interval]);
  meter.reads("main", ["10:15", "1"], ["10:30", "2"], ["10:45", "3"]);
  meter.declares("10:20", accepted("12:00"), { key: "a" });
  meter.declares("10:20", withdrawn, { key: "a", revision: 1 });
  expect((await meter.windows()).hours).toEqual({ "10:00": "6 of 2700 s + 0 s" });
});

test("a refused reading that is refused for another reason now says so", async () => {
  const meter = tellChannel(harness);
  meter.model([{ ratedPerHour: "100" }]);
  meter.reads("main", ["10:00", "1000"], ["10:15", "2000"]);
  expect((await meter.windows()).refused).toEqual({ "10:15": "above-rated" });
  meter.reads("main", ["10:00", "3000", { revision: 1 }]);
  expect((await meter.windows()).refused).toEqual({ "10:15": "counter-fell" });
});

test("a first reading that is refused at the very start of an hour is refused", async () => {
  const meter = tellChannel(harness);
  meter.model([{ minimum: "0" }]);
  meter.reads("main", ["10:00", "-1"], ["10:15", "5"], ["10:30", "6"]);
  expect(await meter.windows()).toEqual({
    hours: { "10:00": "1 of 900 s + 0 s" },
    refused: { "10:00": "out-of-range" },
  });
});

test("a reading that fell is no neighbour of those that are appended later", async () => {
  const meter = tellChannel(harness);
  meter.model([{ periodMs: 300_000 }]);
  meter.reads("main", ["10:00", "1000"], ["10:35", "5"]);
  meter.reads("main", ["10:50", "1001"]);
  meter.reads("main", ["10:52", "1002"]);
  expect(await meter.windows()).toEqual({
    hours: { "10:00": "2 of 3120 s + 0 s" },
    refused: { "10:35": "counter-fell" },
  });
});

test("a channel that shares a statement with another is not computed from readings outside its own range", async () => {
  const meter = tellChannel(harness);
  meter.model([{ periodMs: 300_000 }, { channel: "side", periodMs: 300_000 }]);
  meter.readsTogether({
    main: [
      ["10:00", "1000"],
      ["10:20", "5"],
    ],
    side: [["10:31", "1"]],
  });
  meter.reads("main", ["10:50", "1001"]);
  meter.readsTogether({ main: [["10:52", "1002"]], side: [["10:33", "2"]] });
  expect((await meter.windows()).hours).toEqual({ "10:00": "2 of 3120 s + 0 s" });
});

test("an appended reading begins at the opening register when all readings behind that were retracted", async () => {
  const meter = tellChannel(harness);
  meter.model([{}]);
  meter.declares("09:00", replaced(undefined, "0"));
  meter.reads("main", ["10:00", "1"]);
  meter.reads("main", ["10:00", "0", { quality: quality.retracted }]);
  meter.reads("main", ["10:05", "13"]);
  expect((await meter.windows()).hours).toEqual({ "09:00": "12 of 0 s + 3600 s", "10:00": "1 of 0 s + 300 s" });
});

test("an opening register counts across a model version that says nothing new", async () => {
  const meter = tellChannel(harness);
  meter.model([{}]);
  meter.model([{ ratedPerHour: "100" }], { from: "09:00" });
  meter.declares("08:00", replaced(undefined, "0"));
  meter.reads("main", ["10:00", "2"]);
  expect((await meter.windows()).hours).toEqual({ "08:00": "1 of 0 s + 3600 s", "09:00": "1 of 0 s + 3600 s" });
  meter.declares("08:00", withdrawn, { revision: 1 });
  expect((await meter.windows()).hours).toEqual({});
});

test("a model version with coarser slices leaves none of the fine ones, also when the ledger died before the windows", async () => {
  for (const lives of [[], [2], [3], [4]]) {
    const meter = tellChannel(harness);
    meter.model([{ periodMs: 1_000 }]);
    meter.reads("main", ["10:00", "0"], ["11:00", "60"]);
    await meter.windows();
    meter.model([{}], { from: "10:00" });
    expect((await meter.windows("main", lives)).hours).toEqual({ "10:00": "60 of 3600 s + 0 s" });
    expect((await harness.windowsOf(meter.factory)).get("main")?.slices.size).toBe(1);
  }
});

test("an interval channel whose model is corrected to a shorter period no longer fills the time before", async () => {
  const meter = tellChannel(harness);
  meter.model([{ ...interval, periodMs: 7_200_000 }], { from: "10:00" });
  meter.reads("main", ["11:00", "2"]);
  expect(Object.keys((await meter.windows()).hours)).toEqual(["09:00", "10:00"]);
  meter.model([interval], { from: "10:00", revision: 1 });
  expect((await meter.windows()).hours).toEqual({ "10:00": "2 of 900 s + 0 s" });
});

test("an interval channel whose corrected model keeps finer slices leaves none of the coarse ones before its first", async () => {
  const meter = tellChannel(harness);
  meter.model([{ ...interval, periodMs: 60_000 }], { from: "10:00" });
  meter.reads("main", ["10:00:01", "60"]);
  expect((await meter.windows()).hours).toEqual({ "09:00": "59 of 59 s + 0 s", "10:00": "1 of 1 s + 0 s" });
  meter.model([{ ...interval, periodMs: 1_000 }], { from: "10:00", revision: 1 });
  expect((await meter.windows()).hours).toEqual({ "10:00": "60 of 1 s + 0 s" });
});

test("a channel that its corrected model no longer knows has neither windows nor refusals", async () => {
  const meter = tellChannel(harness);
  meter.model([{}]);
  meter.reads("main", ["10:00", "100"], ["10:15", "50"], ["10:30", "101"]);
  expect((await meter.windows()).refused).toEqual({ "10:15": "counter-fell" });
  meter.model([{ channel: "other" }], { revision: 1 });
  expect(await meter.windows()).toEqual({ hours: {}, refused: {} });
});

test("a meter that keeps sending when no model knows it any more costs nothing and counts when one does again", async () => {
  const meter = tellChannel(harness);
  meter.model([{}]);
  meter.model([{ channel: "other" }], { from: "11:00" });
  meter.reads("main", ["10:00", "100"], ["10:30", "101"]);
  meter.reads("main", ["11:15", "102.5"], ["11:30", "103"]);
  expect((await meter.windows()).hours).toEqual({ "10:00": "1 of 1800 s + 0 s" });
  meter.model([{}], { from: "11:00", revision: 1 });
  expect((await meter.windows()).hours).toEqual({ "10:00": "2 of 3600 s + 0 s", "11:00": "1 of 1800 s + 0 s" });
});

test("a model in force for decades before the first reading of a dense channel does not fill them with rows", async () => {
  const meter = tellChannel(harness);
  meter.reads("main", ["10:00", "100"], ["10:01", "160"]);
  meter.model([{ periodMs: 1_000 }], { from: "2000-01-01 00:00" });
  expect((await meter.windows()).hours).toEqual({ "10:00": "60 of 60 s + 0 s" });
  expect(await rowsOf(meter.factory)).toBeLessThan(10);
});

test("a reading of a meter whose clock is decades ahead is refused and fills nothing", async () => {
  const meter = tellChannel(harness);
  meter.model([{ periodMs: 1_000 }]);
  meter.reads("main", ["10:00", "100"]);
  meter.reads("main", ["2099-12-31 23:00", "101", { marks: 0 }]);
  meter.reads("main", ["10:01", "160"]);
  expect(await meter.windows()).toEqual({
    hours: { "10:00": "60 of 60 s + 0 s" },
    refused: { "2099-12-31 23:00": "from-the-future" },
  });
  expect(await rowsOf(meter.factory)).toBeLessThan(10);
});

test("a meter whose clock falls back to before its model is undeclared there, and its later readings count as if it had not", async () => {
  const meter = tellChannel(harness);
  meter.model([{}], { from: "2025-12-01 00:00" });
  meter.reads("main", ["10:00", "100"]);
  meter.reads("main", ["2000-01-01 00:00:05", "101"]); // a clock that begins at its first year
  meter.reads("main", ["10:15", "102"]);
  expect(await meter.windows()).toEqual({ hours: { "10:00": "2 of 900 s + 0 s" }, refused: {} });
});

test("a reset, a new level and starts come piece by piece and end as if they had come at once", async () => {
  const meter = tellChannel(harness);
  meter.model([
    { ratedPerHour: "200", resetAfter: 3 },
    { channel: "load", kind: "rate", unit: "kW", largestStep: "50" },
    { channel: "cod", kind: "interval", unit: "kg", periodMs: 3_600_000, stamp: "start" },
  ]);
  const counter = [
    ["10:00", "1000"],
    ["10:15", "0"],
    ["10:30", "4"],
    ["10:45", "9"],
    ["11:00", "15"],
  ] as const;
  const load = [
    ["10:00", "100"],
    ["10:15", "300"],
    ["10:30", "310"],
    ["10:45", "300"],
    ["11:00", "300"],
  ] as const;
  for (const i of [4, 1, 0, 3, 2]) meter.readsTogether({ main: counter.slice(i, i + 1), load: load.slice(i, i + 1) });
  for (const clock of ["12:00", "10:00", "11:00"]) meter.reads("cod", [clock, "5"]);
  expect(await meter.windows()).toEqual({
    hours: { "10:00": "6 of 900 s + 0 s" },
    refused: { "10:15": "counter-fell", "10:30": "counter-fell" },
  });
  expect(await meter.windows("load")).toEqual({
    hours: { "10:00": "75 of 900 s + 0 s" },
    refused: { "10:15": "spike", "10:30": "spike" },
  });
  expect((await meter.windows("cod")).hours).toEqual({
    "10:00": "5 of 3600 s + 0 s",
    "11:00": "5 of 3600 s + 0 s",
    "12:00": "5 of 3600 s + 0 s",
  });
});

test("weeks without a reading are spread by the database, months by the fold, and alike", async () => {
  for (const days of [60, 80]) {
    const meter = tellChannel(harness);
    meter.model([{ periodMs: 1_000 }], { from: "2025-01-01 00:00" });
    meter.reads("main", [days === 60 ? "2025-11-02 00:00" : "2025-10-13 00:00", "0"]);
    meter.reads("main", ["00:00", String(days * 24)]);
    const { hours } = await meter.windows();
    expect([Object.keys(hours).length, hours["2025-12-01 00:00"]]).toEqual([days * 24, "1 of 0 s + 3600 s"]);
  }
});

test("values as large as they come are windows or refusals, never an overflow", async () => {
  const meter = tellChannel(harness);
  const huge = { unit: "m3/s", kind: "rate", method: "trapezoid", multiplier: "999999", maxGapMs: 86_400_000 } as const;
  meter.model([huge, { channel: "beyond", ...huge, multiplier: "999999999999" }]);
  const values = [
    ["00:00", "-999999999999"],
    ["12:00", "999999999999"],
    ["12:15", "999999999999"],
  ] as const;
  meter.reads("main", ...values);
  meter.reads("beyond", ...values);
  const { hours } = await meter.windows();
  expect(hours["12:00"]).toBe("899999099999100000900 of 900 s + 0 s"); // 999999999999 * 999999 * 900
  expect(await meter.windows("beyond")).toEqual({
    hours: {},
    refused: { "00:00": "out-of-range", "12:00": "out-of-range", "12:15": "out-of-range" },
  });
});

const rowsOf = async (factory: string): Promise<number> => {
  const [row] = await harness.store.rows<{ rows: string }>({
    text: "SELECT count() AS rows FROM slices WHERE channelId IN (SELECT channelId FROM channels WHERE factory = {factory:String})",
    params: { factory },
  });
  return Number(row?.rows);
};

test("whoever finishes what another life of the ledger began announces it, though nothing is left to change", async () => {
  // With more effects the first life of the ledger acknowledges, and the second has nothing to do.
  for (const effects of [1, 2, 3, 4]) {
    const meter = tellChannel(harness);
    meter.model([{}]);
    meter.reads("main", ["10:00", "100"], ["11:00", "101"], ["12:00", "102"], ["13:00", "104"]);
    await meter.windows();
    meter.reads("main", ["11:00", "101.5", { revision: 1 }]);
    expect((await meter.windows("main", [effects])).hours).toMatchObject({ "10:00": "1.5 of 3600 s + 0 s" });
    const touched = harness.announced().flatMap((event) => event.touched);
    expect(
      touched.some(({ fromMs, toMs }) => fromMs <= at("10:00") && toMs >= at("12:00")),
      `${effects}`,
    ).toBe(true);
  }
});

test("a corrected model is announced by whoever finishes it", async () => {
  for (const effects of [1, 2, 3, 4, 5]) {
    const meter = tellChannel(harness);
    meter.model([{}]);
    meter.reads("main", ["10:00", "100"], ["11:00", "101"], ["12:00", "102"]);
    await meter.windows();
    meter.model([{ multiplier: "2" }], { revision: 1 });
    expect((await meter.windows("main", [effects])).hours).toMatchObject({ "10:00": "2 of 3600 s + 0 s" });
    const announced = harness.announced();
    const touched = announced.flatMap((event) => event.touched);
    if (announced.some(({ models }) => models.length > 0)) continue; // that says that all periods are touched
    expect(
      touched.some(({ fromMs, toMs }) => fromMs <= at("10:00") && toMs >= at("12:00")),
      `${effects}`,
    ).toBe(true);
    expect(touched.every(({ fromMs }) => fromMs >= at("00:00"))).toBe(true);
  }
});
