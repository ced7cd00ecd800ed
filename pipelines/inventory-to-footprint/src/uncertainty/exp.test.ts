import fc from "fast-check";
import { expect, test } from "vitest";
import { exp } from "./exp.ts";
import { unitsApart } from "./units-apart.ts";

/** e^x of the double x, from mpmath 1.3.0 with 50 digits, printed as the nearest double. */
const reference: readonly (readonly [x: number, exact: number])[] = [
  [0, 1],
  [1.25, 3.4903429574618414],
  [-1, 0.36787944117144233],
  [0.5, 1.6487212707001282],
  [-0.5, 0.6065306597126334],
  [1e-10, 1.0000000001],
  [-1e-10, 0.9999999999],
  [0.3465, 1.4141094938303624],
  [0.3467, 1.414392344013204],
  [-0.3466, 0.7070881069410189],
  [2, 7.38905609893065],
  [-2.5, 0.0820849986238988],
  [10, 22026.465794806718],
  [-37.25, 6.64554417291507e-17],
  [100, 2.6881171418161356e43],
  [-100, 3.720075976020836e-44],
  [700, 1.0142320547350045e304],
  [-700, 9.85967654375977e-305],
  [0.1, 1.1051709180756477],
  [3.3, 27.112638920657883],
];

test.each(reference)("e^%d within one unit in the last place", (x, exact) => {
  expect(unitsApart(exp(x), exact)).toBeLessThanOrEqual(1);
});

test("beyond 708 it is infinite, below -708 it is 0, and not a number stays none", () => {
  for (const x of [708.1, 710.5, 1e9, Number.POSITIVE_INFINITY]) expect(exp(x)).toBe(Number.POSITIVE_INFINITY);
  for (const x of [-708.1, -746.5, -1e9, Number.NEGATIVE_INFINITY]) expect(exp(x)).toBe(0);
  expect(exp(Number.NaN)).toBeNaN();
});

test("within two units of the engine's own", () => {
  const x = fc.oneof(fc.double({ min: -708, max: 708, noNaN: true }), fc.double({ min: -4, max: 4, noNaN: true }));
  fc.assert(
    fc.property(x, (value) => {
      expect(unitsApart(exp(value), Math.exp(value))).toBeLessThanOrEqual(2);
    }),
    { numRuns: 5000 },
  );
});
