import { unitOf } from "@celadon/quantity";
import { expect, test } from "vitest";
import { mark, quality } from "./reading.ts";
import { reading, ruleOf } from "./told.ts";
import { picoOf, verdictOf } from "./verdict.ts";

const stated = (symbol: string): number => {
  const unit = unitOf(symbol);
  if (unit.kind !== "accept") throw new Error(unit.evidence);
  return mark.timely | unit.value.code;
};
const say = (value: string, symbol: string, rule = ruleOf({})) =>
  verdictOf(reading("10:00", value, { marks: stated(symbol) }), rule);

test("a reading that no copy brought in time is from the future", () => {
  expect(verdictOf(reading("10:00", "1", { marks: 0 }), ruleOf({}))).toBe("from-the-future");
  expect(verdictOf(reading("10:00", "1", { marks: mark.timely }), ruleOf({}))).toBeUndefined();
});

test.each([
  ["stopped", "instrument-stopped"],
  ["maintained", "instrument-maintained"],
  ["calibrating", "instrument-calibrating"],
  ["faulty", "instrument-faulty"],
  ["aboveRange", "above-range"],
  ["powerFailed", "power-failed"],
  ["unknownFlag", "unknown-flag"],
  ["doubted", "doubted"],
] as const)("a value of which its instrument says %s does not count", (word, reason) => {
  expect(verdictOf(reading("10:00", "1", { quality: quality[word] }), ruleOf({}))).toBe(reason);
});

test("a stated unit of the same dimension is converted exactly, or refused", () => {
  const inMwh = reading("10:00", "1.5", { marks: stated("MWh") });
  expect(picoOf(inMwh, ruleOf({}))).toBe(1_500_000_000_000_000n);
  expect(picoOf(inMwh, ruleOf({ multiplier: "40" }))).toBe(60_000_000_000_000_000n);
  expect(say("1", "MJ")).toBe("inexact-unit"); // 1 MJ is 0.2777... kWh
  expect(say("1", "MJ", ruleOf({ multiplier: "3.6" }))).toBeUndefined();
  expect(say("1", "m3")).toBe("wrong-dimension");
});

test("gas at 0 and at 20 degrees is not one volume", () => {
  expect(say("100", "Nm3", ruleOf({ unit: "Sm3" }))).toBe("inexact-unit");
  expect(say("100", "Sm3", ruleOf({ unit: "Sm3" }))).toBeUndefined();
});

test("limits are those of the channel's unit, both included, before the multiplier", () => {
  const rule = ruleOf({ kind: "state", minimum: "-5", maximum: "1000", multiplier: "40" });
  for (const value of ["-5", "0", "1000"]) expect(verdictOf(reading("10:00", value), rule)).toBeUndefined();
  for (const value of ["-5.000001", "1000.000001"])
    expect(verdictOf(reading("10:00", value), rule)).toBe("out-of-range");
  expect(say("1", "MWh", rule)).toBeUndefined();
  expect(say("1.000001", "MWh", rule)).toBe("out-of-range");
});

test("a counter shows 0 and what is above, below the number at which it starts again", () => {
  const counter = ruleOf({ modulus: "1000", multiplier: "40" });
  for (const value of ["0", "999.999999"]) expect(say(value, "kWh", counter)).toBeUndefined();
  for (const value of ["-0.007", "1000"]) expect(say(value, "kWh", counter)).toBe("out-of-range");
  expect(say("1", "MWh", counter)).toBe("out-of-range");
  expect(say("-0.007", "kWh", ruleOf({ kind: "interval" }))).toBeUndefined();
});

test("the drift of an instrument's zero is allowed by a minimum a little below it", () => {
  const rule = ruleOf({ kind: "state", unit: "mg/L", minimum: "-0.5" });
  expect(say("-0.3", "mg/L", rule)).toBeUndefined();
  expect(say("-0.6", "mg/L", rule)).toBe("out-of-range");
});

test("an amount that no window could hold is out of range", () => {
  const rule = ruleOf({ unit: "Wh", multiplier: "1000000" });
  expect(say("999999999999", "Wh", rule)).toBeUndefined();
  expect(say("999999999999", "GWh", rule)).toBe("out-of-range"); // 10^27 Wh
  expect(picoOf(reading("10:00", "-999999999999", { marks: stated("GWh") }), rule)).toBeUndefined();
});

test("limits hold for the value in the channel's unit, whatever unit it is stated in", () => {
  const rule = ruleOf({ kind: "interval", minimum: "0.5", maximum: "2" }); // kWh
  for (const value of ["500", "2000"]) expect(say(value, "Wh", rule)).toBeUndefined();
  for (const value of ["499.999999", "2000.000001"]) expect(say(value, "Wh", rule)).toBe("out-of-range");
});

test("of two reasons the clock comes first, then the instrument, then unit and range", () => {
  const rule = ruleOf({ kind: "interval", maximum: "2" });
  const faulty = { quality: quality.faulty };
  expect(verdictOf(reading("10:00", "3", { ...faulty, marks: 0 }), rule)).toBe("from-the-future");
  expect(verdictOf(reading("10:00", "3", faulty), rule)).toBe("instrument-faulty");
});
