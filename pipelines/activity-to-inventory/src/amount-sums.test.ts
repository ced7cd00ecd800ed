import fc from "fast-check";
import { expect, test } from "vitest";
import { amountSums, picoOf } from "./amount-sums.ts";

test("1.5, nothing, -0.25 and 2 are 3.25 in all, and every stretch is a difference", () => {
  const sums = amountSums(["1.5", null, "-0.25", "2"]);
  expect([sums(0, 4), sums(0, 0), sums(1, 3), sums(2, 4)]).toEqual(
    [3.25, 0, -0.25, 1.75].map((sum) => BigInt(sum * 100) * 10n ** 10n),
  );
});

test("sums are exact in all twelve places, however large, small or negative the amounts are", () => {
  const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`));
  const amount = fc
    .tuple(
      fc.constantFrom("", "", "-"),
      fc.oneof({ weight: 9, arbitrary: digits(9) }, digits(26)),
      fc.option(digits(12)),
    )
    .map(([sign, whole, places]) => `${sign}${whole}${places === null ? "" : `.${places}`}`);
  fc.assert(
    fc.property(fc.array(fc.option(amount, { freq: 9 }), { maxLength: 40 }), (amounts) => {
      const sums = amountSums(amounts);
      const [first, end] = [Math.floor(amounts.length / 3), amounts.length];
      const sum = (part: readonly (string | null)[]) =>
        part.reduce((total, one) => (one === null ? total : total + picoOf(one)), 0n);
      expect([sums(0, end), sums(first, end)]).toEqual([sum(amounts), sum(amounts.slice(first))]);
    }),
  );
});

test("where the whole units leave what a double counts exactly, the sum stays exact", () => {
  const amounts = new Array<string>(20).fill("999999999999999.999999999999");
  expect(amountSums(amounts)(0, 20)).toBe(20n * 999_999_999_999_999_999_999_999_999n);
});

test.each(["", "-", "1.", ".5", "1,5", "1e3", "1.1234567890123", " 1", "+1", "1.-5"])(
  "%j is no amount of a window",
  (text) => {
    expect(() => amountSums(["1", text])).toThrow("is no decimal with at most 12 places");
  },
);
