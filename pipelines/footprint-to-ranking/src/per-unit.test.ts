import { Decimal } from "@celadon/quantity";
import fc from "fast-check";
import { expect, test } from "vitest";
import { perUnit } from "./per-unit.ts";

test.each([
  ["125", "12.5", "10"],
  ["1", "3", "0.333333333333"],
  ["-2", "3", "-0.666666666667"],
  ["0", "7", "0"],
  ["1.0000000000005", "1", "1"],
  ["1.000000000005", "1", "1.00000000001"],
  ["1.000000000015", "1", "1.00000000002"],
  ["0.0000001", "4", "0.000000025"],
  ["123456789012345678901234", "1", "123456789012000000000000"],
])("%s over %s is %s", (absolute, produced, amount) => expect(perUnit(absolute, produced)).toBe(amount));

test("the quick way says what the exact one says, near halves of the last digit too", () => {
  const part = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 20n }), fc.integer({ min: 0, max: 12 }));
  const text = part.map(([whole, places]) => new Decimal(`${whole}e-${places}`).toFixed());
  const nearHalf = fc
    .tuple(fc.bigInt({ min: 10n ** 11n, max: 10n ** 12n }), fc.integer({ min: -1, max: 1 }))
    .map(([whole, off]) => new Decimal(`${whole}.5`).plus(`${off}e-6`).dividedBy(1e10).toFixed());
  const exactly = (absolute: string, produced: string): string =>
    new Decimal(absolute).dividedBy(produced).toSignificantDigits(12).toFixed();
  fc.assert(
    fc.property(fc.oneof(text, nearHalf), fc.oneof(text, fc.constantFrom("1", "8", "0.5")), (absolute, produced) => {
      expect(perUnit(absolute, produced)).toBe(exactly(absolute, produced));
    }),
    { numRuns: 2000 },
  );
});
