import fc from "fast-check";
import { expect, test } from "vitest";
import { type Estimate, isSurelyBetter } from "./surely-better.ts";
import { surelyCounts } from "./surely-counts.ts";

const estimate = (figure: number, variance: number, more: Partial<Estimate> = {}): Estimate => ({
  ...{ figure, variance, exposure: 0, rows: "" },
  ...more,
});

test("P(A < B) is 0.95 at 1.645 standard deviations of the difference", () => {
  const a = estimate(100, 9);
  expect(isSurelyBetter(a, estimate(100 + 1.6449 * 5, 16))).toBe(true); // sqrt(9 + 16) = 5
  expect(isSurelyBetter(a, estimate(100 + 1.6448 * 5, 16))).toBe(false);
  expect(isSurelyBetter(estimate(1, 0), estimate(1, 0)), "equal figures").toBe(false);
  expect(isSurelyBetter(estimate(0, 0), estimate(1e-9, 0))).toBe(true);
});

test("an error that both share cancels but for its difference; that of other rows does not", () => {
  const a = estimate(100, 9, { exposure: 40, rows: "chrome" });
  const b = (figure: number, rows: string) => estimate(figure, 4, { exposure: 46, rows });
  expect(isSurelyBetter(a, b(100 + 1.6449 * 7, "chrome"))).toBe(true); // sqrt(9 + 4 + 6 * 6) = 7
  expect(isSurelyBetter(a, b(100 + 1.6448 * 7, "chrome"))).toBe(false);
  expect(isSurelyBetter(a, b(100 + 1.6448 * 61, "tannin"))).toBe(false); // sqrt(9 + 4 + 1600 + 2116) = 61.07
  expect(isSurelyBetter(a, b(100 + 1.6449 * 61.08, "tannin"))).toBe(true);
});

test("of certain figures each is surely better than every larger one, and equal ones are not", () => {
  const rising = [0, 0, 1, 1, 2].map((figure) => estimate(figure, 0));
  expect(surelyCounts(rising)).toEqual({ better: [0, 0, 2, 2, 4], worse: [3, 3, 1, 1, 0] });
});

test("counted within bounds is counted pair by pair", () => {
  const estimates = fc.integer({ min: 1, max: 3 }).chain((kinds) =>
    fc.array(
      fc.record({
        figure: fc.integer({ min: -50, max: 400 }),
        variance: fc.integer({ min: 0, max: 900 }),
        exposure: fc.integer({ min: -20, max: 60 }),
        rows: fc.integer({ min: 1, max: kinds }).map(String),
      }),
      { maxLength: 300 },
    ),
  );
  fc.assert(
    fc.property(estimates, (some) => {
      const rising = some.toSorted((a, b) => a.figure - b.figure);
      expect(surelyCounts(rising)).toEqual({
        better: rising.map((one) => rising.filter((other) => isSurelyBetter(other, one)).length),
        worse: rising.map((one) => rising.filter((other) => isSurelyBetter(one, other)).length),
      });
    }),
  );
});
