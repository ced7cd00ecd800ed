import fc from "fast-check";
import { expect, test } from "vitest";
import { waveOn } from "./day.ts";
import { microText } from "./micro-text.ts";

test.each([
  [0, "0"],
  [-1_500_000, "-1.5"],
  [1_000, "0.001"],
  [1, "0.000001"],
  [120_030_000, "120.03"],
  [9_007_199_254_740_991, "9007199254.740991"],
])("%d micro-units are %s", (micro, text) => {
  expect(microText(micro)).toBe(text);
});

test("the text has every digit", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (micro) => {
      const [whole = "", decimals = ""] = microText(micro).replace("-", "").split(".");
      expect(Number(`${whole}${decimals.padEnd(6, "0")}`)).toBe(Math.abs(micro));
    }),
  );
});

test("the wave of the year is 1 in the middle of January, -1 half a year later, and 0 on average", () => {
  const january15 = 20_468; // 2026-01-15, days since 1970
  expect(waveOn(january15)).toBeCloseTo(1, 2);
  expect(waveOn(january15 + 183)).toBeCloseTo(-1, 2);
  const days = Array.from({ length: 1461 }, (_, i) => waveOn(january15 + i));
  expect(days.reduce((sum, value) => sum + value, 0) / 1461).toBeCloseTo(0, 3);
});
