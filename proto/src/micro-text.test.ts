import fc from "fast-check";
import { expect, test } from "vitest";
import { microOf, wholeOf, writeMicro } from "./micro.ts";
import { microText, microTextBytes, writeMicroText } from "./micro-text.ts";

/** The slow way, by BigInt and text alone. */
const expected = (value: bigint): string => {
  const digits = String(value < 0n ? -value : value).padStart(7, "0");
  const text = `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, "");
  return `${value < 0n ? "-" : ""}${text}`;
};

const halves = (value: bigint): readonly [number, number] => {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigInt64(0, value, true);
  return [view.getInt32(4, true), view.getUint32(0, true)];
};

const int64 = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
  // Whole numbers and their neighbours: where a rounded division would show.
  fc
    .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: -1n, max: 1n }))
    .map(([n, d]) => n * 1_000_000n + d),
  fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n, -(2n ** 32n), 2n ** 32n, -1n, 0n),
);

const written = (high: number, low: number): string => {
  const target = new Uint8Array(microTextBytes + 2).fill(63);
  const end = writeMicroText(high, low, target, 1);
  expect([target[0], target[end]]).toEqual([63, 63]); // nothing before, nothing behind
  return new TextDecoder().decode(target.subarray(1, end));
};

test.each([
  [12_500_000n, "12.5"],
  [0n, "0"],
  [-1n, "-0.000001"],
  [1_000_000n, "1"],
  [959_636_710_000n, "959636.71"],
  [999_999_999_999_999_999n, "999999999999.999999"],
  [-999_999_999_999_999_999n, "-999999999999.999999"],
  [-(2n ** 63n), "-9223372036854.775808"],
])("%s millionths are %s", (value, text) => {
  expect([microText(...halves(value)), written(...halves(value))]).toEqual([text, text]);
});

test("any 64-bit integer has its exact text, as a string and as bytes", () => {
  fc.assert(
    fc.property(int64, (value) => {
      const text = expected(value);
      expect([microText(...halves(value)), written(...halves(value))]).toEqual([text, text]);
    }),
    { numRuns: 2_000 },
  );
});

test("whole and micro put together again give the integer", () => {
  const limit = 999_999_999_999_999_999n;
  fc.assert(
    fc.property(int64, (value) => {
      const [high, low] = halves(value);
      const [whole, micro] = [wholeOf(high, low), microOf(high, low)];
      expect(BigInt(whole) * 1_000_000n + BigInt(micro)).toBe(value);
      expect([Object.is(whole, -0), Object.is(micro, -0)]).toEqual([false, false]);
      if (value < -limit || value > limit) return;
      const view = new DataView(new ArrayBuffer(8));
      writeMicro(view, 0, whole, micro);
      expect(view.getBigInt64(0, true)).toBe(value);
    }),
    { numRuns: 2_000 },
  );
});
