import fc from "fast-check";
import { expect, test } from "vitest";
import { scanDecimal, unusual } from "./decimal-scan.ts";
import { emptySlot } from "./reading-slot.ts";

const json = { sign: 46, leadingZeros: false };

function microOf(text: string, rule = json): bigint | undefined {
  const slot = emptySlot();
  const bytes = new TextEncoder().encode(`${text}}`);
  if (scanDecimal(bytes, 0, rule, slot) !== text.length) return undefined;
  return (BigInt(slot.valueHigh) << 32n) | BigInt(slot.valueLow >>> 0);
}

test("every decimal of 12 digits and 6 decimals is kept to the last digit", () => {
  const digits = (maxLength: number): fc.Arbitrary<string> =>
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength }).map((list) => list.join(""));
  fc.assert(
    fc.property(fc.boolean(), digits(12), fc.option(digits(6), { nil: undefined }), (negative, whole, decimals) => {
      const text = `${negative ? "-" : ""}${whole}${decimals === undefined ? "" : `.${decimals}`}`;
      const micro = BigInt(whole) * 1_000_000n + BigInt((decimals ?? "").padEnd(6, "0"));
      expect(microOf(text, { sign: 46, leadingZeros: true })).toBe(negative ? -micro : micro);
    }),
    { numRuns: 5000 },
  );
});

test("the borders of the 64 bits are exact", () => {
  expect(microOf("999999999999.999999")).toBe(999_999_999_999_999_999n);
  expect(microOf("-999999999999.999999")).toBe(-999_999_999_999_999_999n);
  expect(microOf("9007199254.740993")).toBe(9_007_199_254_740_993n);
  expect(microOf("-4294.967296")).toBe(-4_294_967_296n);
  expect(microOf("-0.0")).toBe(0n);
});

test("a comma is a decimal sign where the rule says so", () => {
  expect(microOf("12,5", { sign: 44, leadingZeros: true })).toBe(12_500_000n);
});

test.each(["", "-", ".5", "5.", "1234567890123", "0.1234567", "007", "+5", "NaN", "1e3", "0x10", "1.2.3", " 5"])(
  "%j is not of the common shape",
  (text) => {
    expect(microOf(text)).toBeUndefined();
  },
);

test("nothing is taken where no digit stands", () => {
  expect(scanDecimal(new Uint8Array([125]), 0, json, emptySlot())).toBe(unusual);
});
