import fc from "fast-check";
import { expect, test } from "vitest";
import { residual } from "./residual.ts";

const of = (start: number, ...terms: readonly (readonly [number, number])[]): number =>
  residual(
    start,
    Float64Array.from(terms, ([a]) => a),
    Float64Array.from(terms, ([, b]) => b),
    terms.length,
  );

test("what plain doubles lose is kept: 1 + 1e-16 - 1, and the rounding of a product", () => {
  expect(of(1, [-1, 1e-16], [1, 1])).toBe(1e-16);
  // Python: float(Fraction(0.1 * 0.1) - Fraction(0.1) ** 2).
  expect(of(0.1 * 0.1, [0.1, 0.1])).toBe(8.326672684688674e-19);
});

test("integers beyond 2^53 come out as in whole-number arithmetic", () => {
  const term = fc.tuple(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), fc.integer({ min: -(2 ** 40), max: 2 ** 40 }));
  fc.assert(
    fc.property(fc.integer(), fc.array(term, { maxLength: 20 }), (start, terms) => {
      const exact = terms.reduce((sum, [a, b]) => sum - BigInt(a) * BigInt(b), BigInt(start));
      const got = of(start, ...terms);
      const error = Math.abs(got - Number(exact));
      expect(error).toBeLessThanOrEqual(Math.abs(Number(exact)) * 2 ** -52);
    }),
  );
});
