import { Decimal } from "@celadon/quantity";
import fc from "fast-check";
import { expect, test } from "vitest";
import { score } from "./score.ts";

const points = (value: number, leading: number, base: number, better: "less" | "more", weight = 8): string =>
  score({
    ...{ value: new Decimal(value), leading: new Decimal(leading), base: new Decimal(base) },
    ...{ weight: new Decimal(weight), better },
  }).toFixed();

test.each([
  [300, "8", "better than leading"],
  [310, "8", "at leading"],
  [325, "6", "8 * (325 - 370) / (310 - 370) = 8 * 45 / 60"],
  [370, "0", "at the base"],
  [371, "0", "worse than the base"],
  [369, "0.13", "8 / 60 = 0.1333, rounded"],
])("less is better, leading 310, base 370: %d gives %s (%s)", (value, wanted) => {
  expect(points(value, 310, 370, "less")).toBe(wanted);
});

test.each([
  [9, "6"],
  [8, "6"],
  [4, "3"],
  [0, "0"],
])("of twelve functions, leading 8, base 0, weight 6: %d give %s", (value, wanted) => {
  expect(points(value, 8, 0, "more", 6)).toBe(wanted);
});

test.each([
  [5, "8"],
  [4, "8"],
  [6, "0"],
])("leading and base in one divide by nothing: %d gives %s", (value, wanted) => {
  expect(points(value, 5, 5, "less")).toBe(wanted);
});

const small = fc.integer({ min: -1_000, max: 1_000 });
const better = fc.constantFrom("less" as const, "more" as const);

test("points lie within 0 and the weight, and a better value never gives fewer", () => {
  fc.assert(
    fc.property(small, small, small, small, better, (a, b, leading, base, way) => {
      const [worse, finer] = a < b === (way === "more") ? [a, b] : [b, a];
      const [low, high] = [worse, finer].map((value) => Number(points(value, leading, base, way)));
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(8);
      expect(low).toBeLessThanOrEqual(high as number);
    }),
  );
});

test("turned around, less and more give the same points", () => {
  fc.assert(
    fc.property(small, small, small, (value, leading, base) => {
      expect(points(-value, -leading, -base, "more")).toBe(points(value, leading, base, "less"));
    }),
  );
});
