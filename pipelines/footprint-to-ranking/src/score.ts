import { Decimal } from "@celadon/quantity";

/** What is scored, all in one unit. */
export interface Scored {
  readonly value: Decimal;
  readonly leading: Decimal;
  readonly base: Decimal;
  readonly weight: Decimal;
  readonly better: "less" | "more";
}

const places = 2;

/**
 * Points of one criterion (GB/T 36132-2025, 5.2, the linear proportion):
 *
 *   S = w                        x at the leading value L or better
 *   S = 0                        x worse than the base B
 *   S = w * (x - B) / (L - B)    between
 *
 * Less is better or more is: the quotient is the same. It divides only where L is better than x and x no worse than B, so never by
 * zero. Rounded once, half up, to 0.01 points.
 */
export function score({ value, leading, base, weight, better }: Scored): Decimal {
  if (!isWorse(value, leading, better)) return weight;
  if (isWorse(value, base, better)) return new Decimal(0);
  return weight.times(value.minus(base)).dividedBy(leading.minus(base)).toDecimalPlaces(places);
}

export const isWorse = (a: Decimal, b: Decimal, better: "less" | "more"): boolean =>
  better === "less" ? a.greaterThan(b) : a.lessThan(b);
