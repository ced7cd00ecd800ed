import { expect, test } from "vitest";
import { mark, quality } from "./reading.ts";
import { told } from "./told.ts";

const stopped = { quality: quality.stopped };

test("a zero of an instrument that stood still is no zero: the counter goes on from the last value that counts", () => {
  const { hours, refused } = told({
    rule: {},
    readings: [
      ["10:00", "100"],
      ["10:15", "0", stopped],
      ["10:30", "102"],
    ],
  });
  expect(hours).toEqual({ "10:00": "2 of 1800 s + 0 s" });
  expect(refused).toEqual({ "10:15": "instrument-stopped" });
});

test("the time of an amount that the instrument denies is missing", () => {
  const { total, hours } = told({
    rule: { kind: "interval" },
    readings: [
      ["10:15", "5"],
      ["10:30", "7", { quality: quality.calibrating }],
      ["10:45", "5"],
    ],
  });
  expect(total).toBe("10");
  expect(hours).toEqual({ "10:00": "10 of 1800 s + 0 s" });
});

test("what a person accepts against the instrument's word counts, and its time as estimated", () => {
  const { hours, refused } = told({
    rule: { kind: "interval" },
    readings: [
      ["10:15", "5"],
      ["10:30", "7", { quality: quality.doubted }],
    ],
    people: [{ from: "10:30", to: "10:31", said: "accept" }],
  });
  expect(hours).toEqual({ "10:00": "12 of 900 s + 900 s" });
  expect(refused).toEqual({});
});

test("of two copies of one revision the one that the instrument denies stands", () => {
  const copies = [
    ["10:15", "5"],
    ["10:15", "5", stopped],
  ] as const;
  for (const readings of [copies, copies.toReversed()]) {
    expect(told({ rule: { kind: "interval" }, readings }).refused).toEqual({ "10:15": "instrument-stopped" });
  }
});

test("a value without the flag of its protocol counts", () => {
  const { total } = told({ rule: { kind: "interval" }, readings: [["10:15", "5", { marks: mark.timely | 0x200 }]] });
  expect(total).toBe("5");
});
