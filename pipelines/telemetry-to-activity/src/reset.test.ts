import { expect, test } from "vitest";
import { quality } from "./reading.ts";
import { at, micro, told } from "./told.ts";

const rule = { ratedPerHour: "200", resetAfter: 3 } as const;

test("a register that was reset counts again from the last of so many low readings on, and the stretch before is missing", () => {
  const readings = [
    ["10:00", "1000"],
    ["10:15", "0"],
    ["10:30", "4"],
    ["10:45", "9"],
    ["11:00", "15"],
  ] as const;
  expect(told({ rule, readings })).toEqual({
    total: "6",
    hours: { "10:00": "6 of 900 s + 0 s" },
    refused: { "10:15": "counter-fell", "10:30": "counter-fell" },
  });
});

test("without resetAfter no run of low readings is a reset", () => {
  const readings = [
    ["10:00", "1000"],
    ["10:15", "0"],
    ["10:30", "4"],
    ["10:45", "9"],
    ["11:00", "15"],
  ] as const;
  const { total, refused } = told({ rule: { ratedPerHour: "200" }, readings });
  expect(total).toBe("0");
  expect(Object.keys(refused)).toHaveLength(4);
});

test("a spurious zero, a dip and a run of junk are no reset: 0.6, 1.0 and 146", () => {
  const zero = [
    ["10:00", "53700.0"],
    ["10:15", "0"],
    ["10:30", "53700.6"],
  ] as const;
  expect(told({ rule, readings: zero }).total).toBe("0.6");
  const dip = [
    ["10:00", "1000.0"],
    ["10:15", "1000.4"],
    ["10:30", "640.2"],
    ["10:45", "1001.0"],
  ] as const;
  expect(told({ rule, readings: dip }).total).toBe("1");
  const minute = { ...rule, periodMs: 60_000, ratedPerHour: "1000" };
  for (const value of ["999999999999", "0", "-0.007", "0.003"]) {
    const junk = Array.from({ length: 15 }, (_, i) => [`10:${String(i + 1).padStart(2, "0")}`, value] as const);
    const readings = [["10:00", "115603.0"], ...junk, ["10:16", "115749.0"]] as const;
    const { total, refused } = told({ rule: minute, readings });
    expect([value, total, Object.keys(refused).length]).toEqual([value, "146", 15]);
  }
});

test("a register that stands still at a low number may be dead: it counts once it counts up", () => {
  const readings = [
    ["10:00", "1000"],
    ["10:15", "3"],
    ["10:30", "3"],
    ["10:45", "3"],
    ["11:00", "3.5"],
    ["11:15", "4"],
  ] as const;
  const { total, refused } = told({ rule, readings });
  expect(total).toBe("0.5");
  expect(Object.keys(refused)).toEqual(["10:15", "10:30", "10:45"]);
});

test.each([
  ["falls", "2"],
  ["rises faster than its bound", "700"],
])("a run that %s begins anew", (_, value) => {
  const readings = [
    ["10:00", "1000"],
    ["10:15", "3"],
    ["10:30", value],
    ["10:45", "5"],
    ["11:00", "6"],
  ] as const;
  expect(told({ rule, readings }).refused).not.toHaveProperty("10:30", undefined);
  expect(Object.keys(told({ rule, readings }).refused)).toContain("10:45");
});

test("what is refused by itself is no part of a run and does not end it", () => {
  const readings = [
    ["10:00", "1000"],
    ["10:15", "3"],
    ["10:20", "500", { quality: quality.calibrating }],
    ["10:30", "4"],
    ["10:45", "5"],
    ["11:00", "7"],
  ] as const;
  expect(told({ rule, readings })).toMatchObject({ total: "2", hours: { "10:00": "2 of 900 s + 0 s" } });
});

test("a run ends with each reading that counts, at a border, and at a rise beyond the bound", () => {
  const counted = [
    ["10:00", "1000"],
    ["10:15", "5"],
    ["10:30", "1001"],
    ["10:45", "6"],
    ["11:00", "7"],
  ] as const;
  expect(Object.keys(told({ rule, readings: counted }).refused)).toEqual(["10:15", "10:45", "11:00"]);
  const above = [
    ["10:00", "1000"],
    ["10:15", "5"],
    ["10:30", "6"],
    ["10:45", "999999"],
    ["11:00", "7"],
  ] as const;
  expect(Object.keys(told({ rule, readings: above }).refused)).toEqual(["10:15", "10:30", "10:45", "11:00"]);
  const facts = [{ kind: "reset", atMs: at("10:40"), openingMicro: micro("100") }] as const;
  const border = [
    ["10:00", "1000"],
    ["10:15", "5"],
    ["10:30", "6"],
    ["10:45", "7"],
  ] as const;
  expect(Object.keys(told({ rule, readings: border, facts }).refused)).toEqual(["10:15", "10:30", "10:45"]);
});

test("a run whose last rise is beyond the bound is none", () => {
  const readings = [
    ["10:00", "1000"],
    ["10:15", "3"],
    ["10:30", "10"],
    ["10:45", "400"],
  ] as const;
  expect(Object.keys(told({ rule, readings }).refused)).toEqual(["10:15", "10:30", "10:45"]);
});
