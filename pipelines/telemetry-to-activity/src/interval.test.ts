import { expect, test } from "vitest";
import { mark, quality } from "./reading.ts";
import { at, told } from "./told.ts";

const rule = { kind: "interval", unit: "kWh", periodMs: 900_000 } as const;

test("an interval reading stands for the time before its instant: its period, or the seconds it states", () => {
  expect(told({ rule, readings: [["10:15", "3"]] }).hours).toEqual({ "10:00": "3 of 900 s + 0 s" });
  expect(told({ rule, readings: [["10:15", "3", { coversSeconds: 300 }]] }).hours).toEqual({
    "10:00": "3 of 300 s + 0 s",
  });
});

test("local days of 23, 24 and 25 hours keep their amount and cover exactly their hours", () => {
  const daily = { ...rule, periodMs: 86_400_000 };
  for (const hours of [23, 24, 25]) {
    const { total, hours: found } = told({
      rule: daily,
      readings: [["03 00:00", "276", { coversSeconds: hours * 3600 }]],
    });
    expect([total, Object.keys(found).length]).toEqual(["276", hours]);
  }
  expect(told({ rule: daily, readings: [["02 00:00", "276", { coversSeconds: 82_800 }]] }).hours["05:00"]).toBe(
    "12 of 3600 s + 0 s",
  );
});

test("an amount that no hours divide evenly is cut at their borders and still adds up", () => {
  const readings = [["13:00", "1", { coversSeconds: 10_800 }]] as const;
  expect(told({ rule, readings })).toEqual({
    total: "1",
    hours: {
      "10:00": "0.333333333333 of 3600 s + 0 s",
      "11:00": "0.333333333334 of 3600 s + 0 s",
      "12:00": "0.333333333333 of 3600 s + 0 s",
    },
    refused: {},
  });
});

test("after an outage an amount without stated seconds covers one period and no more: the gap stays missing", () => {
  const readings = [
    ["10:15", "1"],
    ["12:00", "7"],
  ] as const;
  expect(told({ rule, readings }).hours).toEqual({ "10:00": "1 of 900 s + 0 s", "11:00": "7 of 900 s + 0 s" });
});

test("a stretch that begins before the last one ended is refused, a stretch that touches it is not", () => {
  const readings = [
    ["10:15", "1"],
    ["10:30", "1", { coversSeconds: 901 }],
    ["10:45", "1"],
    ["11:00", "1", { coversSeconds: 900 }],
  ] as const;
  expect(told({ rule, readings })).toEqual({
    total: "3",
    hours: { "10:00": "3 of 2700 s + 0 s" },
    refused: { "10:30": "overlap" },
  });
});

test("an overlap that a person accepts keeps its amount over the time that is still free: no minute counts twice", () => {
  const readings = [
    ["10:30", "2", { coversSeconds: 1800 }],
    ["11:00", "6", { coversSeconds: 3600 }],
  ] as const;
  const people = [{ from: "11:00", to: "11:01", said: "accept" }] as const;
  expect(told({ rule, readings, people })).toEqual({
    total: "8",
    hours: { "10:00": "8 of 3600 s + 0 s" },
    refused: {},
  });
});

test("another ratio does not let two readings cover the same time", () => {
  const facts = [{ kind: "multiplier", atMs: at("10:20"), multiplierMicro: 2_000_000n }] as const;
  const readings = [
    ["10:15", "1"],
    ["10:30", "1", { coversSeconds: 1800 }],
    ["10:45", "1"],
  ] as const;
  expect(told({ rule, readings, facts })).toMatchObject({ total: "3", refused: { "10:30": "overlap" } });
});

test("what a person entered or the sender estimated is estimated", () => {
  const readings = [
    ["10:15", "1", { quality: quality.estimated }],
    ["10:30", "1", { marks: mark.timely | mark.manual }],
    ["10:45", "1"],
  ] as const;
  expect(told({ rule, readings }).hours).toEqual({ "10:00": "3 of 900 s + 1800 s" });
});

test("an overlap that leaves no time free stays refused, whoever accepts it", () => {
  const readings = [
    ["10:30", "2", { coversSeconds: 1800 }],
    ["10:45", "1"],
  ] as const;
  const start = { ...rule, stamp: "start" } as const;
  const people = [{ from: "10:00", to: "12:00", said: "accept" }] as const;
  expect(told({ rule: start, readings, people })).toMatchObject({
    total: "2",
    refused: { "10:45": "overlap" },
  });
});
