import { Decimal } from "@celadon/quantity";
import fc from "fast-check";
import { expect, test } from "vitest";
import { floatMicro } from "./float-micro.ts";
import { type Metric, valueFields } from "./metric.ts";
import { metricDigits, metricMicro, scaledMicro } from "./metric-micro.ts";

const metric = (parts: Partial<Metric>): Metric => ({
  ...{ name: undefined, alias: 1, timestampMs: 0, datatype: 0, isHistorical: false, isTransient: false, isNull: false },
  ...{ quality: undefined, valueField: valueFields.int, low: 0, high: 0, double: 0 },
  ...parts,
});

const int = (low: number) => metric({ low: low >>> 0 });
const long = (value: bigint) =>
  metric({
    valueField: valueFields.long,
    low: Number(BigInt.asUintN(32, value)),
    high: Number(BigInt.asUintN(32, value >> 32n)),
  });

test("the same bits are another number by another type", () => {
  const all = int(-1);
  expect([1, 2, 3].map((type) => metricMicro(all, type))).toEqual([-1_000_000n, -1_000_000n, -1_000_000n]);
  expect(metricMicro(all, 7)).toBe(4_294_967_295_000_000n);
  expect(metricMicro(int(0xff), 1)).toBe(-1_000_000n);
  expect(metricMicro(int(0xff), 5)).toBe(255_000_000n);
  expect(metricMicro(long(-1n), 4)).toBe(-1_000_000n);
});

test("a number that its type cannot hold is refused, as is one in the field of another type", () => {
  expect(metricMicro(int(300), 5)).toBe("bad-value");
  expect(metricMicro(int(70_000), 2)).toBe("bad-value");
  expect(metricMicro(metric({ valueField: valueFields.string }), 3)).toBe("bad-value");
  expect(metricMicro(int(5), 9)).toBe("bad-value");
});

test("integers of 64 bits are exact as far as twelve digits are kept, and beyond told with all their digits", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 12n) + 1n, max: 10n ** 12n - 1n }), (value) => {
      expect(metricMicro(long(value), 4)).toBe(value * 1_000_000n);
      if (value >= 0n) expect(metricMicro(long(value), 8)).toBe(value * 1_000_000n);
    }),
  );
  const beyond = long(2n ** 53n + 1n);
  expect([metricMicro(beyond, 8), metricDigits(beyond, 8)]).toEqual(["value-too-large", "9007199254740993"]);
  expect(metricDigits(long(-(2n ** 53n) - 1n), 4)).toBe("-9007199254740993");
  expect(metricDigits(long(2n ** 64n - 1n), 8)).toBe("18446744073709551615");
});

test("a 32-bit float is the shortest decimal that reads back as it", () => {
  expect(floatMicro(Math.fround(115_603.01), true)).toBe(115_603_010_000n);
  expect(floatMicro(Math.fround(0.1), true)).toBe(100_000n);
  expect(floatMicro(Math.fround(-2.5), true)).toBe(-2_500_000n);
  expect(floatMicro(Math.fround(123_456_789), true)).toBe(123_456_790_000_000n);
  expect(floatMicro(Math.fround(1e11), true)).toBe(100_000_000_000_000_000n);
  fc.assert(
    fc.property(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 3 }), (digits, decimals) => {
      const micro = BigInt(digits) * 10n ** BigInt(6 - decimals);
      expect(floatMicro(Math.fround(digits / 10 ** decimals), true)).toBe(micro);
      expect(floatMicro(digits / 10 ** decimals, false)).toBe(micro);
    }),
  );
});

test("a finer number is rounded where little of it is lost, and refused where much would be", () => {
  expect(floatMicro(0.1 + 0.2, false)).toBe(300_000n);
  expect(floatMicro(-1.000_000_5, false)).toBe(-1_000_001n);
  expect(floatMicro(23.399_999_618_530_273, false)).toBe(23_400_000n);
  expect(floatMicro(0.000_012_345_678, false)).toBe("value-too-fine");
  expect(floatMicro(0.000_012, false)).toBe(12n);
  expect(floatMicro(12_345_678_901.25, false)).toBe(12_345_678_901_250_000n);
  expect(floatMicro(999_999_999_999.5, false)).toBe(999_999_999_999_500_000n);
});

test("what is no finite number, or too large, is no value", () => {
  expect([Number.NaN, Number.POSITIVE_INFINITY, 1e12, -1e300].map((x) => floatMicro(x, false))).toEqual([
    "bad-value",
    "bad-value",
    "value-too-large",
    "value-too-large",
  ]);
});

test("scaled by 1 a metric is what it is unscaled, whatever its bits and its type", () => {
  const bits = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  const field = fc.constantFrom(...Object.values(valueFields));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 }),
      field,
      bits,
      bits,
      fc.double(),
      (type, valueField, low, high, double) => {
        const is = valueField === valueFields.float ? Math.fround(double) : double;
        const one = metric({ valueField, low, high: high % 200, double: is });
        expect(scaledMicro(one, type, new Decimal(1))).toBe(metricMicro(one, type));
      },
    ),
  );
});
