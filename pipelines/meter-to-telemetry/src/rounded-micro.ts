import { Decimal } from "@celadon/quantity";

/**
 * value * 10^6 of an exact decimal, rounded once at the sixth decimal, half away from zero: off by at most 1 part in 2000. One below 0.001 that
 * is finer is refused, as rounding would leave little or nothing of it, and one of more than 12 digits before the point.
 */
export function roundedMicro(value: Decimal): bigint | "value-too-large" | "value-too-fine" {
  if (value.abs().greaterThanOrEqualTo("1e12")) return "value-too-large";
  const rounded = value.toDecimalPlaces(6, Decimal.ROUND_HALF_UP);
  if (!rounded.equals(value) && value.abs().lessThan("0.001")) return "value-too-fine";
  const micro = BigInt(rounded.times(1_000_000).toFixed());
  return micro < microEnd && micro > -microEnd ? micro : "value-too-large";
}

const microEnd = 10n ** 18n;
