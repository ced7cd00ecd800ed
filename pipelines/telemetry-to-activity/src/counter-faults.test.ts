import { expect, test } from "vitest";
import { quality } from "./reading.ts";
import { told } from "./told.ts";

const rated = { ratedPerHour: "200" };

test("a reading below the last good one does not count, and the next one is compared with the last good one", () => {
  const readings = [
    ["10:00", "1000.0"],
    ["10:15", "1000.4"],
    ["10:30", "640.2"],
    ["10:45", "1001.0"],
  ] as const;
  expect(told({ rule: rated, readings })).toEqual({
    total: "1", // not 361.2
    hours: { "10:00": "1 of 2700 s + 0 s" },
    refused: { "10:30": "counter-fell" },
  });
});

test("a spurious zero is a fall, and what follows it is not booked from zero", () => {
  const readings = [
    ["10:00", "53700.0"],
    ["10:15", "0"],
    ["10:30", "53700.6"],
  ] as const;
  expect(told({ rule: rated, readings })).toMatchObject({ total: "0.6", refused: { "10:15": "counter-fell" } });
});

test("a run of junk is refused as a run, and the value after it is compared with the one before it", () => {
  const junk = Array.from({ length: 15 }, (_, i) => [`10:${String(i + 1).padStart(2, "0")}`, "999999999999"] as const);
  const readings = [["10:00", "115603.0"], ...junk, ["10:16", "0.003"], ["10:17", "115749.0"]] as const;
  const { total, refused } = told({ rule: { periodMs: 60_000, ratedPerHour: "1000" }, readings });
  expect(total).toBe("146");
  expect(Object.keys(refused)).toHaveLength(16);
  expect(refused).toMatchObject({ "10:01": "above-rated", "10:15": "above-rated", "10:16": "counter-fell" });
});

test("500 kW may add at most 137.5 kWh in a quarter of an hour: a tenth more than rated, to the last digit", () => {
  const rule = { ratedPerHour: "500" };
  const from = ["10:00", "100"] as const;
  expect(told({ rule, readings: [from, ["10:15", "237.5"]] })).toMatchObject({ total: "137.5", refused: {} });
  expect(told({ rule, readings: [from, ["10:15", "237.500001"]] })).toEqual({
    total: "0",
    hours: {},
    refused: { "10:15": "above-rated" },
  });
});

test("one absurdly high reading does not make all later ones look like a fall", () => {
  const readings = [
    ["10:00", "100"],
    ["10:15", "900000"],
    ["10:30", "101"],
    ["10:45", "102"],
  ] as const;
  expect(told({ rule: rated, readings })).toMatchObject({ total: "2", refused: { "10:15": "above-rated" } });
});

test("without a rated bound any rise counts, but in no time nothing rises", () => {
  const rule = {};
  expect(
    told({
      rule,
      readings: [
        ["10:00", "1"],
        ["10:00:00.001", "900000000001"],
      ],
    }).total,
  ).toBe("900000000000");
  const facts = [{ kind: "reset", atMs: 1_767_261_600_000, openingMicro: 3_000_000n }] as const; // 10:00
  expect(
    told({
      rule,
      facts,
      readings: [
        ["10:00", "7"],
        ["10:15", "4"],
      ],
    }),
  ).toMatchObject({
    total: "1",
    refused: { "10:00": "above-rated" },
  });
});

test("a missing value leaves the base alone", () => {
  // null, blank and NaN are refused at the door; what is left is 500.0 and 501.0, or a retraction between them.
  const readings = [
    ["10:00", "500.0"],
    ["10:15", "0", { quality: quality.retracted }],
    ["10:30", "501.0"],
  ] as const;
  expect(told({ rule: rated, readings })).toMatchObject({ total: "1", refused: {} });
});

test("a person can accept what the bound refused, and a fall that is accepted is a new beginning", () => {
  const people = [{ from: "10:15", to: "10:16", said: "accept" }] as const;
  const high = [
    ["10:00", "100"],
    ["10:15", "400"],
    ["10:30", "401"],
  ] as const;
  expect(told({ rule: rated, readings: high, people })).toMatchObject({ total: "301", refused: {} });
  const low = [
    ["10:00", "100"],
    ["10:15", "5"],
    ["10:30", "6"],
  ] as const;
  expect(told({ rule: rated, readings: low, people })).toEqual({
    total: "1",
    hours: { "10:00": "1 of 900 s + 0 s" }, // the quarter in which it fell is missing
    refused: {},
  });
});

test("a rejection outdoes every rule and an acceptance of the same time", () => {
  const readings = [
    ["10:00", "100"],
    ["10:15", "101"],
    ["10:30", "103"],
  ] as const;
  const people = [
    { from: "10:10", to: "10:20", said: "accept" },
    { from: "10:15", to: "10:16", said: "reject" },
  ] as const;
  expect(told({ rule: rated, readings, people })).toMatchObject({
    total: "3",
    refused: { "10:15": "rejected-by-person" },
  });
});
