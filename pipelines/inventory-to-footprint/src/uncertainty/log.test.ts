import fc from "fast-check";
import { expect, test } from "vitest";
import { log } from "./log.ts";
import { unitsApart } from "./units-apart.ts";

/** ln x of the double x, from mpmath 1.3.0 with 50 digits, printed as the nearest double. */
const reference: readonly (readonly [x: number, exact: number])[] = [
  [1.4143, 0.34663470904431704],
  [1.0000000000000002, 2.2204460492503128e-16],
  [0.9999999999999999, -1.1102230246251565e-16],
  [0.7072, -0.3464417676587033],
  [7, 1.9459101490553132],
  [0.3, -1.2039728043259361],
  [0.51, -0.6733445532637656],
  [1e-300, -690.7755278982137],
  [1e300, 690.7755278982137],
  [5e-324, -744.4400719213812],
  [2.2250738585072014e-308, -708.3964185322641],
  [1.7976931348623157e308, 709.782712893384],
  [1.1, 0.09531017980432493],
  [1.5, 0.4054651081081644],
  [3, 1.0986122886681098],
  [1.1102230246251565e-16, -36.7368005696771],
  [0.075, -2.5902671654458267],
  [0.999, -0.0010005003335835344],
  [1.001, 0.0009995003330834232],
  [123456.789, 11.723646487185881],
];

test.each(reference)("ln %d within one unit in the last place", (x, exact) => {
  expect(unitsApart(log(x), exact)).toBeLessThanOrEqual(1);
});

test("of 1 it is 0, of 0 -Infinity, of less there is none", () => {
  expect(log(1)).toBe(0);
  expect(log(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(log(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  for (const x of [-1, Number.NaN, Number.NEGATIVE_INFINITY]) expect(log(x)).toBeNaN();
});

test("within two units of the engine's own", () => {
  const x = fc.oneof(
    fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true, minExcluded: true }),
    fc.double({ min: 0.5, max: 2, noNaN: true }),
  );
  fc.assert(
    fc.property(x, (value) => {
      expect(unitsApart(log(value), Math.log(value))).toBeLessThanOrEqual(2);
    }),
    { numRuns: 5000 },
  );
});
