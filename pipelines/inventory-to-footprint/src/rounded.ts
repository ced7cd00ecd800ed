import { Decimal } from "@celadon/quantity";

/** Digits of a figure. */
const figureDigits = 12;

/** Digits that survive the 40 of the scales: an exact tie that a quotient blurred in the 40th digit is a tie again. */
const sureDigits = 30;

/**
 * The last place that a figure of this gross size shows: 12 significant digits of what its parts would add up to if none were
 * negative. Where credits cancel most of a total, its own 12 digits would show noise.
 */
export function lastPlace(gross: Decimal): Decimal {
  if (gross.isZero()) return new Decimal(1);
  return new Decimal(10).pow(gross.toSignificantDigits(sureDigits).e - figureDigits + 1);
}

/** The value in whole steps of a last place, half away from zero. */
export const rounded = (value: Decimal, place: Decimal): Decimal =>
  value.toSignificantDigits(sureDigits).dividedBy(place).toDecimalPlaces(0).times(place);

/** The value in 12 significant digits of its own. */
export const inFigureDigits = (value: Decimal): Decimal => rounded(value, lastPlace(value.abs()));
