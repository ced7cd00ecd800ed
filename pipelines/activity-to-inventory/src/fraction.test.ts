import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalText, type Fraction, fractionOf, minus, over, plus, quotient, sumOf, times } from "./fraction.ts";

const fraction = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
  .map(([above, below]) => quotient(above, below));

test("decimals go in and come out as they were, without trailing zeros", () => {
  expect(decimalText(fractionOf("959636.710000"))).toBe("959636.71");
  expect(decimalText(fractionOf("-0.50"))).toBe("-0.5");
  expect(decimalText(fractionOf("0"))).toBe("0");
  expect(decimalText(fractionOf("12345678901234567890.123456789012"))).toBe("12345678901234567890.123456789012");
});

test("an endless decimal is rounded once, at its 30th place", () => {
  expect(decimalText(quotient(1, 3))).toBe(`0.${"3".repeat(30)}`);
  expect(decimalText(quotient(-2, 3))).toBe(`-0.${"6".repeat(29)}7`);
});

test("44/28 of 7 kg is 11 kg: division does not leave crumbs", () => {
  expect(decimalText(times(fractionOf("7"), over(fractionOf("44"), fractionOf("28"))))).toBe("11");
});

test("text that is no plain decimal is a broken promise of the caller", () => {
  expect(() => fractionOf("1e3")).toThrow('"1e3" is no plain decimal.');
  expect(() => over(fractionOf("1"), fractionOf("0"))).toThrow("Division by zero.");
});

test("the order of a sum does not show", () => {
  const shuffled = fc
    .array(fraction, { maxLength: 8 })
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
  fc.assert(
    fc.property(shuffled, ([some, other]) => {
      expect(sumOf(some)).toEqual(sumOf(other));
    }),
  );
});

test("a + b - b is a, and a / b * b is a", () => {
  const isSame = (a: Fraction, b: Fraction): void => {
    expect(minus(plus(a, b), b)).toEqual(a);
    if (b.above !== 0n) expect(times(over(a, b), b)).toEqual(a);
  };
  fc.assert(fc.property(fraction, fraction, isSame));
});
