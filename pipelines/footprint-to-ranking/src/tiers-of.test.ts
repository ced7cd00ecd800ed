import { expect, test } from "vitest";
import type { Estimate } from "./surely-better.ts";
import { tiersOf } from "./tiers-of.ts";

const estimate = (figure: number, more: Partial<Estimate> = {}): Estimate => ({
  ...{ figure, variance: 1, exposure: 0, rows: "" },
  ...more,
});

test("a tier begins with the first that is surely worse than the one the running tier began with", () => {
  // 1.645 * sqrt(1 + 1) = 2.33
  expect(tiersOf([10, 12, 12.3, 12.4, 14.5, 14.8].map((figure) => estimate(figure)))).toEqual([1, 1, 1, 2, 2, 3]);
});

test("equal figures share a tier, also where only one of them is surely worse than the first", () => {
  const [first, known, shared] = [
    estimate(10, { exposure: 3, rows: "a" }),
    estimate(13, { exposure: 3, rows: "b" }),
    estimate(13, { exposure: 3, rows: "a" }), // the common error cancels: this one is surely worse
  ];
  expect(tiersOf([first, known, shared])).toEqual([1, 1, 1]);
  expect(tiersOf([first, shared])).toEqual([1, 2]);
});
