import { Decimal } from "@celadon/quantity";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shareSteps, wholeSteps } from "./apportioned.ts";
import { fromSteps, inFigureDigits, lastPlace, rounded } from "./rounded.ts";

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
    fc.property(fc.array(part, { minLength: 1, maxLength: 30 }), fc.integer({ min: -6, max: 3 }), (parts, place) => {
      const values = parts.map(([digits, shift]) => new Decimal(digits).dividedBy(new Decimal(7).times(10 ** shift)));
      const shown = wholeSteps(values, place).map((steps) => fromSteps(steps, place));
      const sum = (list: readonly Decimal[]) => list.reduce((a, b) => a.plus(b), new Decimal(0));
      expect(sum(shown).toFixed()).toBe(rounded(sum(values), place).toFixed());
      shown.forEach((value, i) => {
        expect(
          value
            .minus(values[i] as Decimal)
            .abs()
            .lessThan(fromSteps(1n, place)),
        ).toBe(true);
      });
    }),
  );
});

test("shares add up to the whole, each less than a step off, whatever the signs", () => {
  expect(shareSteps([1n, 1n, 1n], 100n)).toEqual([34n, 33n, 33n]);
  expect(shareSteps([-3n, 1n], 100n)).toEqual([150n, -50n]);
  const counts = fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(counts, (list) => {
      const total = list.reduce((a, b) => a + b, 0n);
      fc.pre(total !== 0n);
      const shares = shareSteps(list, 1_000_000n);
      expect(shares.reduce((a, b) => a + b, 0n)).toBe(1_000_000n);
      shares.forEach((share, i) => {
        const off = share * total - (list[i] as bigint) * 1_000_000n;
        expect(off * off < total * total).toBe(true);
      });
    }),
  );
});
