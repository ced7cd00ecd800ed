import fc from "fast-check";
import { expect, test } from "vitest";
import { Decimal, readDecimal } from "./decimal.ts";

test("a sum does not depend on its order, where the library's usual 20 digits would", () => {
  const sum = (...terms: readonly string[]) => Decimal.sum(...terms).toFixed();
  expect(sum("1e20", "0.3", "0.3", "-1e20")).toBe("0.6");
  expect(sum("1e20", "-1e20", "0.3", "0.3")).toBe("0.6");
});

const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }), fc.integer({ min: 0, max: 12 }))
  .map(([digits, places]) => new Decimal(String(digits)).times(`1e-${places}`));

test("sums of amounts as wide as a window holds are exact in any order, and a product of two is too", () => {
  const shuffled = fc
    .array(amount, { minLength: 1, maxLength: 50 })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
  fc.assert(
    fc.property(shuffled, amount, ([one, other], factor) => {
      expect(Decimal.sum(...other).toFixed()).toBe(Decimal.sum(...one).toFixed());
      const apart = one.reduce((sum, term) => sum.plus(term.times(factor)), new Decimal(0));
      expect(apart.toFixed()).toBe(
        Decimal.sum(...one)
          .times(factor)
          .toFixed(),
      );
    }),
  );
});

test("what is written without an exponent is read back", () => {
  fc.assert(
    fc.property(amount, (value) => {
      expect(readDecimal(value.toFixed())?.equals(value)).toBe(true);
    }),
  );
});

test.each(["1e3", " 1", "1 ", "+1", "01", ".5", "5.", "1,5", "NaN", "Infinity", "0x10", "", "-", "１"])(
  "%j is no plain decimal",
  (text) => {
    expect(readDecimal(text)).toBeUndefined();
  },
);
