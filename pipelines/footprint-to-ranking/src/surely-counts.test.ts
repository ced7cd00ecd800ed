import fc from "fast-check";
import { expect, test } from "vitest";
import { type Estimate, isSurelyBetter } from "./surely-better.ts";
import { surelyCounts } from "./surely-counts.ts";

test("P(A < B) is 0.95 at 1.645 standard deviations of the difference", () => {
  const a: Estimate = { figure: 100, variance: 9 };
  expect(isSurelyBetter(a, { figure: 100 + 1.6449 * 5, variance: 16 })).toBe(true); // sqrt(9 + 16) = 5
  expect(isSurelyBetter(a, { figure: 100 + 1.6448 * 5, variance: 16 })).toBe(false);
  expect(isSurelyBetter({ figure: 1, variance: 0 }, { figure: 1, variance: 0 }), "equal figures").toBe(false);
  expect(isSurelyBetter({ figure: 0, variance: 0 }, { figure: 1e-9, variance: 0 })).toBe(true);
});

test("of certain figures each is surely better than every larger one, and equal ones are not", () => {
  const rising = [0, 0, 1, 1, 2].map((figure) => ({ figure, variance: 0 }));
  expect(surelyCounts(rising)).toEqual({ better: [0, 0, 2, 2, 4], worse: [3, 3, 1, 1, 0] });
});

test("counted within bounds is counted pair by pair", () => {
  const estimates = fc.array(
    fc.record({ figure: fc.integer({ min: -50, max: 400 }), variance: fc.integer({ min: 0, max: 900 }) }),
    { maxLength: 300 },
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
