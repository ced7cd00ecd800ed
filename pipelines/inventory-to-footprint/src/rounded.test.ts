import { Decimal } from "@celadon/quantity";
import fc from "fast-check";
import { expect, test } from "vitest";
import { apportioned } from "./apportioned.ts";
import { inFigureDigits, lastPlace, rounded } from "./rounded.ts";

test("a figure keeps 12 digits, half away from zero, without an exponent", () => {
  const text = (value: string) => inFigureDigits(new Decimal(value)).toFixed();
  expect(text("394698.5788230004")).toBe("394698.578823");
  expect(text("1.000000000005")).toBe("1.00000000001");
  expect(text("-1.000000000005")).toBe("-1.00000000001");
  expect(text("1234567890123456")).toBe("1234567890120000");
  expect(text("0.0000001234567890125")).toBe("0.000000123456789013");
  expect(text("0")).toBe("0");
});

test("a tie that a quotient of 40 digits blurred is still a tie", () => {
  const third = new Decimal(1).dividedBy(3).toSignificantDigits(40);
  expect(inFigureDigits(third.times("3.000000000015")).toFixed()).toBe("1.00000000001");
});

test("a total left over by credits shows no more digits than its gross size allows", () => {
  expect(rounded(new Decimal("0.00000000123456"), lastPlace(new Decimal("100"))).toFixed()).toBe("0.000000001");
});

test("parts add up to the rounded sum to the last digit, and none is a whole step off", () => {
  const part = fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 9 }));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 30 }), fc.integer({ min: -6, max: 3 }), (parts, exponent) => {
      const place = new Decimal(10).pow(exponent);
      const values = parts.map(([digits, shift]) => new Decimal(digits).dividedBy(new Decimal(7).times(10 ** shift)));
      const shown = apportioned(values, place);
      const sum = (list: readonly Decimal[]) => list.reduce((a, b) => a.plus(b), new Decimal(0));
      expect(sum(shown).toFixed()).toBe(rounded(sum(values), place).toFixed());
      shown.forEach((value, i) => {
        expect(
          value
            .minus(values[i] as Decimal)
            .abs()
            .lessThan(place),
        ).toBe(true);
      });
    }),
  );
});
