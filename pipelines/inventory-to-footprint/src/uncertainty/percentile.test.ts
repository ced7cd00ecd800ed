import { expect, test } from "vitest";
import { percentile } from "./percentile.ts";

test("linear interpolation at p (N - 1): the 2.5 % point of {1, 2, 3} is 1.05", () => {
  const sorted = Float64Array.of(1, 2, 3);
  expect(percentile(sorted, 0.025)).toBeCloseTo(1.05, 15);
  expect([0, 0.5, 0.75, 1].map((p) => percentile(sorted, p))).toEqual([1, 2, 2.5, 3]);
});

test("one value is every percentile; of none there is no percentile", () => {
  expect(percentile(Float64Array.of(7), 0.975)).toBe(7);
  expect(percentile(new Float64Array(0), 0.5)).toBeNaN();
});
