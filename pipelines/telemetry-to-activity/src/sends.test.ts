import { unitOf } from "@celadon/quantity";
import { expect, test } from "vitest";
import { mark } from "./reading.ts";
import { compileRule } from "./rule.ts";
import { ruleOf, told } from "./told.ts";

const kg = 12;

test("a channel that says what is really sent counts in that, whatever the readings state", () => {
  expect(unitOf("kg")).toMatchObject({ value: { code: kg } });
  const rule = { kind: "interval", unit: "kg", sends: "g" } as const;
  const readings = [
    ["10:15", "2520", { marks: mark.timely | kg }],
    ["10:30", "480"],
  ] as const;
  expect(told({ rule, readings }).total).toBe("3");
});

test("limits are those of the channel's unit, not of what is sent", () => {
  const rule = { kind: "interval", unit: "kg", sends: "g", maximum: "1" } as const;
  expect(
    told({
      rule,
      readings: [
        ["10:15", "1000"],
        ["10:30", "1000.001"],
      ],
    }).refused,
  ).toEqual({ "10:30": "out-of-range" });
});

test("a value that becomes the channel's unit only by rounding is refused, as a stated one is", () => {
  const rule = { kind: "interval", unit: "kWh", sends: "MJ" } as const;
  expect(told({ rule, readings: [["10:15", "1"]] }).refused).toEqual({ "10:15": "inexact-unit" });
});

test("a unit of something else cannot be what is sent", () => {
  const channel = { channel: "cod", kind: "interval", unit: "kg", periodMs: 1, maxGapMs: 1, multiplier: "1" } as const;
  expect(compileRule({ ...channel, sends: "m3" })).toMatchObject({
    kind: "reject",
    evidence: 'Channel "cod": what is sent in m3 cannot become kg: name a unit of mass.',
  });
  expect(compileRule({ ...channel, sends: "kgs" })).toMatchObject({ kind: "reject" });
  expect(ruleOf({ sends: "MWh" }).sendsCode).toBe(3);
});
