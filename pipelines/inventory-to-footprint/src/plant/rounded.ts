import { Decimal } from "@celadon/quantity";

/** Digits of a figure. */
const figureDigits = 12;

/** Digits that survive the 40 of the scales: an exact tie that a quotient blurred in the 40th digit is a tie again. */
const sureDigits = 30;

/**
 * The last place that a figure of this gross size shows, as a power of ten (-2: hundredths): 12 significant digits of what its
 * parts would add up to if none were negative. Where credits cancel most of a total, its own 12 digits would show noise.
 */
export const lastPlace = (gross: Decimal): number =>
  gross.isZero() ? 0 : gross.toSignificantDigits(sureDigits).e - figureDigits + 1;

const power = (place: number): Decimal => new Decimal(`1e${place}`);

/** The value in steps of a last place, not yet whole. */
export const inSteps = (value: Decimal, place: number): Decimal =>
  value.toSignificantDigits(sureDigits).times(power(-place));

/** The nearest whole number of steps, half away from zero. */
export const nearestSteps = (value: Decimal, place: number): bigint =>
  BigInt(inSteps(value, place).toDecimalPlaces(0).toFixed());

/** So many steps of a last place as a decimal. */
export const fromSteps = (steps: bigint, place: number): Decimal => new Decimal(steps.toString()).times(power(place));

/** The value in whole steps of a last place. */
export const rounded = (value: Decimal, place: number): Decimal => fromSteps(nearestSteps(value, place), place);

/** The value in 12 significant digits of its own. */
export const inFigureDigits = (value: Decimal): Decimal => rounded(value, lastPlace(value.abs()));
