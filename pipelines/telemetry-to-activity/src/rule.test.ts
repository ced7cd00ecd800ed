import { expect, test } from "vitest";
import { type ChannelRule, compileRule } from "./rule.ts";

const rule = (more: Partial<ChannelRule>) =>
  compileRule({
    channel: "main",
    kind: "counter",
    unit: "kWh",
    periodMs: 900_000,
    maxGapMs: 3_600_000,
    multiplier: "1",
    ...more,
  });

test("the rule counts in whole millionths, the rated bound and the modulus in what a multiplied reading is", () => {
  expect(
    rule({ multiplier: "0.333333", modulus: "1000", ratedPerHour: "2.5", minimum: "-1", maximum: "9" }),
  ).toMatchObject({
    kind: "accept",
    value: {
      multiplierMicro: 333_333n,
      modulusPico: 333_333_000_000_000n,
      ratedPicoPerHour: 2_500_000_000_000n,
      minimumMicro: -1_000_000n,
      maximumMicro: 9_000_000n,
      method: "step",
    },
  });
});

test("a unit nobody knows is refused with the near ones", () => {
  expect(rule({ unit: "kwh" })).toMatchObject({
    kind: "reject",
    evidence: expect.stringContaining('Did you mean "kWh"'),
  });
});

test.each([
  ["multiplier", "0.3333333", "plain decimal"],
  ["multiplier", "4e1", "plain decimal"],
  ["multiplier", "1000000000000", "plain decimal"], // a 64-bit number of millionths could not hold ten times as much
  ["multiplier", "0", "above zero"],
  ["multiplier", "-1", "above zero"],
  ["modulus", "ten", "plain decimal"],
  ["minimum", "-1000000000000", "plain decimal"],
] as const)("%s %s is refused by name and number", (name, text, why) => {
  expect(rule({ [name]: text })).toMatchObject({ kind: "reject", reason: "bad-rule" });
  expect(rule({ [name]: text })).toHaveProperty(
    "evidence",
    expect.stringContaining(`"main": ${name} "${text}" must be`),
  );
  expect(rule({ [name]: text })).toHaveProperty("evidence", expect.stringContaining(why));
});
