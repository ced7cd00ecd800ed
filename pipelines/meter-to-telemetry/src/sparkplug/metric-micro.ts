import { Decimal } from "@celadon/quantity";
import { roundedMicro } from "../rounded-micro.ts";
import { shortestSingle } from "../shortest-single.ts";
import { floatMicro, type NoMicro } from "./float-micro.ts";
import { type Metric, valueFields } from "./metric.ts";

/** Codes of data types that are numbers. */
const types = {
  ...{ int8: 1, int16: 2, int32: 3, int64: 4, uint8: 5, uint16: 6, uint32: 7, uint64: 8, float: 9, double: 10 },
} as const;

/** Whether metrics of the type are numbers; booleans, text, instants, tables, templates and bytes are none. */
export const isNumber = (datatype: number): boolean => datatype >= types.int8 && datatype <= types.double;

/**
 * value * 10^6 of a metric whose type is known, by its birth if the metric itself does not say: on the wire -1 and 4294967295 are the
 * same bits. Integers are exact to their 64th bit, and a value that has more than 12 digits is refused with all of them.
 */
export function metricMicro({ valueField, low, high, double }: Metric, datatype: number): bigint | NoMicro {
  if (datatype === types.float) return valueField === valueFields.float ? floatMicro(double, true) : "bad-value";
  if (datatype === types.double) {
    // Some nodes send a Double that 32 bits hold as a float.
    if (valueField === valueFields.double) return floatMicro(double, false);
    return valueField === valueFields.float ? floatMicro(double, true) : "bad-value";
  }
  if (valueField !== valueFields.int && valueField !== valueFields.long) return "bad-value";
  if (datatype === types.int64) return integerMicro((high | 0) * 2 ** 32 + low);
  if (datatype === types.uint64) return integerMicro(high * 2 ** 32 + low);
  const whole = narrowInteger(low, high, datatype);
  return whole === undefined ? "bad-value" : integerMicro(whole);
}

/** An integer of at most 32 bits; undefined where its type cannot hold it. */
function narrowInteger(low: number, high: number, datatype: number): number | undefined {
  const bits = bitsOf[datatype];
  if (bits === undefined) return undefined;
  const isSigned = datatype <= types.int32;
  if (!isSigned) return low >>> 0 < 2 ** bits && high === 0 ? low : undefined;
  // Narrow negative numbers come as 32 bits or as their own 8 or 16.
  const wide = low | 0;
  if (wide < -(2 ** (bits - 1)) || wide >= 2 ** bits) return undefined;
  const shift = 32 - bits;
  return (low << shift) >> shift;
}

/**
 * value * scale * 10^6, exact to the 64th bit of the value before it is scaled: 9,007,199,254,740,993 Wh are 9,007,199,254.740993 MWh. Of a
 * Float or Double the shortest decimal is scaled.
 */
export function scaledMicro(metric: Metric, datatype: number, scale: Decimal): bigint | NoMicro {
  const { valueField, low, high, double } = metric;
  if (datatype === types.float || datatype === types.double) {
    const isSingle = valueField === valueFields.float;
    if (!Number.isFinite(double) || !(isSingle || (datatype === types.double && valueField === valueFields.double)))
      return "bad-value";
    return roundedMicro(new Decimal(isSingle ? shortestSingle(double) : String(double)).times(scale));
  }
  if (valueField !== valueFields.int && valueField !== valueFields.long) return "bad-value";
  const isWide = datatype === types.int64 || datatype === types.uint64;
  if (!isWide && narrowInteger(low, high, datatype) === undefined) return "bad-value";
  const whole = isWide ? metricDigits(metric, datatype) : String(narrowInteger(low, high, datatype));
  return roundedMicro(new Decimal(whole).times(scale));
}

const bitsOf: readonly (number | undefined)[] = [undefined, 8, 16, 32, undefined, 8, 16, 32];

/** A sum of two halves beyond 2^53 may be off by some units, but such a number is refused by its size alone. */
function integerMicro(whole: number): bigint | NoMicro {
  if (whole < 1e12 && whole > -1e12) {
    const micro = whole * 1_000_000;
    return Number.isSafeInteger(micro) ? BigInt(micro) : BigInt(whole) * 1_000_000n;
  }
  return "value-too-large";
}

/** The digits of a metric's value for a sentence, all of them. */
export function metricDigits({ valueField, low, high, double }: Metric, datatype: number): string {
  if (valueField === valueFields.int || valueField === valueFields.long) {
    const bits = (BigInt(high) << 32n) | BigInt(low);
    if (datatype === types.int64) return BigInt.asIntN(64, bits).toString();
    return datatype <= types.int32 ? BigInt.asIntN(32, bits).toString() : bits.toString();
  }
  return valueField === valueFields.float || valueField === valueFields.double ? String(double) : `field ${valueField}`;
}
