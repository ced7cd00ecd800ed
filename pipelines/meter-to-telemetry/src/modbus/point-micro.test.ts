import { Decimal } from "@celadon/quantity";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type ModbusPoint, placesOf, type RegisterType, type WireOrder } from "./modbus-point.ts";
import { pointInTest } from "./point-in-test.ts";
import { type PointValue, pointMicro } from "./point-micro.ts";

const read = (said: Partial<ModbusPoint>, ...bytes: number[]): PointValue => {
  const point = pointInTest(said);
  return pointMicro(point, { ...point, count: placesOf[point.type], points: [point] }, Uint8Array.from(bytes));
};
const micro = (value: PointValue): string =>
  "reason" in value ? value.reason : new Decimal(value.valueMicro.toString()).dividedBy(1_000_000).toFixed();

const orders = [
  { name: "ABCD", bytes: [1, 2, 3, 4], wordOrder: "high-first", byteOrder: "high-first" },
  { name: "CDAB", bytes: [3, 4, 1, 2], wordOrder: "low-first", byteOrder: "high-first" },
  { name: "BADC", bytes: [2, 1, 4, 3], wordOrder: "high-first", byteOrder: "low-first" },
  { name: "DCBA", bytes: [4, 3, 2, 1], wordOrder: "low-first", byteOrder: "low-first" },
] as const;

test.each(orders)("0x01020304 in order $name is 16909060", ({ bytes, wordOrder, byteOrder }) => {
  expect(micro(read({ type: "uint32", wordOrder, byteOrder }, ...bytes))).toBe("16909060");
});

const types = ["int16", "uint16", "int32", "uint32", "int64", "uint64"] as const;

/** Writes a number as DataView has it, and then moves the bytes by the words of the table above. */
function written(type: RegisterType, value: bigint | number, wordOrder: WireOrder, byteOrder: WireOrder): number[] {
  const view = new DataView(new ArrayBuffer(2 * placesOf[type]));
  if (typeof value === "bigint") {
    const bits = 8 * view.byteLength;
    for (let i = 0; i < view.byteLength; i++)
      view.setUint8(i, Number(BigInt.asUintN(8, value >> BigInt(bits - 8 - 8 * i))));
  } else if (type === "float32") view.setFloat32(0, value);
  else view.setFloat64(0, value);
  const words = Array.from({ length: placesOf[type] }, (_, i) => [view.getUint8(2 * i), view.getUint8(2 * i + 1)]);
  const swapped = byteOrder === "low-first" ? words.map((word) => word.toReversed()) : words;
  return (wordOrder === "low-first" ? swapped.toReversed() : swapped).flat();
}

const order = fc.constantFrom<WireOrder[]>("high-first", "low-first");

test("an integer of any width and order comes back as it was, to its last bit", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      order,
      order,
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      (type, wordOrder, byteOrder, bits) => {
        const width = 16 * placesOf[type];
        const value = type.startsWith("int") ? BigInt.asIntN(width, bits) : BigInt.asUintN(width, bits);
        // A millionth of a millionth, so that all 20 digits keep their place.
        const point = { type, wordOrder, byteOrder, wholeRange: true, scale: new Decimal("0.0000001") };
        const got = read(point, ...written(type, value, wordOrder, byteOrder));
        const exact = new Decimal(value.toString()).times("0.0000001");
        if (exact.abs().greaterThanOrEqualTo("1e12")) expect(micro(got)).toBe("value-too-large");
        else if (exact.abs().lessThan("0.001") && exact.decimalPlaces() > 6) expect(micro(got)).toBe("value-too-fine");
        else expect(micro(got)).toBe(exact.toDecimalPlaces(6).toFixed());
      },
    ),
  );
});

test("a decimal of at most 7 digits that a device keeps as a 32-bit float comes back as that decimal", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -9_999_999, max: 9_999_999 }),
      fc.nat({ max: 6 }),
      order,
      order,
      (digits, places, wordOrder, byteOrder) => {
        const meant = new Decimal(digits).dividedBy(new Decimal(10).pow(places));
        const bytes = written("float32", meant.toNumber(), wordOrder, byteOrder);
        expect(micro(read({ type: "float32", wordOrder, byteOrder }, ...bytes))).toBe(meant.plus(0).toFixed());
      },
    ),
  );
});

test("a decimal of at most 15 digits that a device keeps as a 64-bit float comes back as that decimal", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
      fc.integer({ min: 4, max: 6 }),
      order,
      order,
      (digits, places, wordOrder, byteOrder) => {
        const meant = new Decimal(digits).dividedBy(new Decimal(10).pow(places));
        const bytes = written("float64", meant.toNumber(), wordOrder, byteOrder);
        expect(micro(read({ type: "float64", wordOrder, byteOrder }, ...bytes))).toBe(meant.plus(0).toFixed());
      },
    ),
  );
});

test("any words are a value or a reason", () => {
  fc.assert(
    fc.property(
      fc.constantFrom<RegisterType[]>("bit", ...types, "float32", "float64"),
      fc.uint8Array({ maxLength: 9 }),
      (type, bytes) => {
        const got = read({ type, functionCode: type === "bit" ? 1 : 3 }, ...bytes);
        expect("reason" in got ? got.evidence.length > 0 : typeof got.valueMicro).toBeTruthy();
      },
    ),
  );
});

test("scale and offset are exact decimals: 3 * 0.1 is 0.3, and 2^53 + 1 keeps its last digit", () => {
  expect(micro(read({ scale: new Decimal("0.1") }, 0, 3))).toBe("0.3");
  const scale = new Decimal("0.00001");
  expect(micro(read({ type: "uint64", scale }, 0, 0x20, 0, 0, 0, 0, 0, 1))).toBe("90071992547.40993");
  expect(micro(read({ type: "int16", scale: new Decimal("0.5"), offset: new Decimal("-40") }, 0xff, 0xfe))).toBe("-41");
});

test("what is finer than a millionth is rounded half away from zero, and refused below 0.001", () => {
  const scale = new Decimal("0.0000005");
  expect(micro(read({ scale }, 0x13, 0x89))).toBe("0.002501"); // 5001 * 0.0000005 = 0.0025005
  expect(micro(read({ type: "int16", scale }, 0xec, 0x77))).toBe("-0.002501");
  expect(micro(read({ scale }, 0, 1))).toBe("value-too-fine");
  expect(micro(read({ scale }, 0, 2))).toBe("0.000001");
  expect(micro(read({ type: "float32" }, 0x40, 0x49, 0x0f, 0xdb))).toBe("3.141593"); // the float next to pi, 3.1415927
});

test.each([
  ["int16", [0x80, 0]],
  ["uint16", [0xff, 0xff]],
  ["int32", [0x80, 0, 0, 0]],
  ["uint32", [0xff, 0xff, 0xff, 0xff]],
  ["int64", [0x80, 0, 0, 0, 0, 0, 0, 0]],
  ["uint64", [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ["float32", [0x7f, 0xc0, 0, 0]],
  ["float64", [0x7f, 0xf8, 0, 0, 0, 0, 0, 0]],
] as const)("the pattern of %s that stands for no value is none", (type, bytes) => {
  expect(micro(read({ type }, ...bytes))).toBe("not-implemented");
});

test("where a register runs through its whole range its last pattern is a number, and a float's infinity never is", () => {
  expect(micro(read({ wholeRange: true }, 0xff, 0xff))).toBe("65535");
  expect(micro(read({ type: "int16", wholeRange: true }, 0x80, 0))).toBe("-32768");
  expect(micro(read({ type: "float32", wholeRange: true }, 0x7f, 0x80, 0, 0))).toBe("bad-value");
});

test("a carry that is read whole is whole: 0x0000FFFF, then 0x00010000, and never 0x0001FFFF", () => {
  expect(micro(read({ type: "uint32" }, 0, 0, 0xff, 0xff))).toBe("65535");
  expect(micro(read({ type: "uint32" }, 0, 1, 0, 0))).toBe("65536");
});
