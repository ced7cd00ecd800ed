import { expect, test } from "vitest";
import { mark, quality } from "./reading.ts";
import { told } from "./told.ts";

test("what a counter rose over a gap is known, its hours are estimated by time, and nothing is booked at its end", () => {
  const readings = [
    ["01 23:59:48", "38312088"],
    ["02 06:14:49", "38315900"],
  ] as const;
  const { total, hours } = told({ rule: {}, readings });
  expect(total).toBe("3812");
  // 3812 over 22,501 s: 12 s, six hours, 889 s. Each border is rounded once, at 12 decimals.
  expect(hours).toEqual({
    "23:00": "2.032976312164 of 0 s + 12 s",
    "02 00:00": "609.892893649171 of 0 s + 3600 s",
    "02 01:00": "609.892893649171 of 0 s + 3600 s",
    "02 02:00": "609.892893649171 of 0 s + 3600 s",
    "02 03:00": "609.892893649171 of 0 s + 3600 s",
    "02 04:00": "609.892893649172 of 0 s + 3600 s",
    "02 05:00": "609.892893649171 of 0 s + 3600 s",
    "02 06:00": "150.609661792809 of 0 s + 889 s",
  });
});

test("a late reading takes its place by its instant: 100, 101, 103, 104 are 4, in whatever order they come", () => {
  const inOrder = [
    ["10:00", "100"],
    ["10:01", "101"],
    ["10:02", "103"],
    ["10:03", "104"],
  ] as const;
  const late = [inOrder[0], inOrder[2], inOrder[1], inOrder[3]] as const;
  expect(told({ rule: {}, readings: late })).toEqual(told({ rule: {}, readings: inOrder }));
  expect(told({ rule: {}, readings: late }).total).toBe("4");
});

test("half an hour that arrives the next day completes the hour, and says so", () => {
  const live = [
    ["10:00", "1"],
    ["10:30", "2"],
  ] as const;
  const rule = { maxGapMs: 1_800_000 };
  expect(told({ rule, readings: live }).hours).toEqual({ "10:00": "1 of 1800 s + 0 s" });
  const filled = [...live, ["11:00", "3", { marks: mark.timely | mark.backfill }]] as const;
  expect(told({ rule, readings: filled }).hours).toEqual({ "10:00": "2 of 3600 s + 0 s" });
});

test("neighbours exactly maxGap apart are measured, a millisecond more is estimated", () => {
  const rule = { maxGapMs: 900_000 };
  const near = told({
    rule,
    readings: [
      ["10:00", "1"],
      ["10:15", "2"],
    ],
  });
  const far = told({
    rule,
    readings: [
      ["10:00", "1"],
      ["10:15:00.001", "2"],
    ],
  });
  expect(near.hours).toEqual({ "10:00": "1 of 900 s + 0 s" });
  expect(far.hours).toEqual({ "10:00": "1 of 0 s + 900.001 s" });
});

test("a reading that was sent three times counts once", () => {
  const frame = ["10:15", "12.5"] as const;
  expect(told({ rule: { kind: "interval", unit: "m3" }, readings: [frame, frame, frame] }).total).toBe("12.5"); // not 37.5
});

test("what a counter rose from an estimated register, or to one, is estimated", () => {
  const guess = { quality: quality.estimated };
  const readings = [
    ["10:00", "1"],
    ["10:15", "2", guess],
    ["10:30", "3"],
    ["10:45", "4"],
  ] as const;
  expect(told({ rule: {}, readings }).hours).toEqual({ "10:00": "3 of 900 s + 1800 s" });
});
