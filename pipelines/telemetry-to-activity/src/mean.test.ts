import { expect, test } from "vitest";
import { told } from "./told.ts";

const cod = { kind: "state", unit: "mg/L", periodMs: 1_200_000, maxGapMs: 1_200_000 } as const;
const readings = [
  ["10:00", "40"],
  ["10:20", "70"],
  ["10:40", "100.000001"],
  ["11:00", "40"],
] as const;

test("a state whose mean is asked for adds up its value times milliseconds, to the last digit", () => {
  // 20 min each of 40, 70 and 100.000001: 1,200,000 * 210.000001, over 3,600,000 ms a mean of 70.0000003333...
  const hours = { "10:00": "252000001.2 of 3600 s + 0 s" };
  expect(told({ rule: { ...cod, isMean: true }, readings }).hours).toEqual(hours);
});

test("a state whose mean nobody asks for adds up to nothing, as ever", () => {
  expect(told({ rule: cod, readings }).hours).toEqual({ "10:00": "0 of 3600 s + 0 s" });
});

test("a mean is of the time observed: half an hour of 60 mg/L is 60, not 30", () => {
  const half = [
    ["10:00", "60"],
    ["10:20", "60"],
    ["10:30", "60"],
  ] as const;
  // 108,000,000 over 1,800,000 ms.
  expect(told({ rule: { ...cod, isMean: true }, readings: half }).hours).toEqual({
    "10:00": "108000000 of 1800 s + 0 s",
  });
});
