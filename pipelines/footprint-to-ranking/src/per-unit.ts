import { Decimal } from "@celadon/quantity";

/** Digits of a figure per unit. What is stored and added up are the absolute amounts, so nothing is rounded twice. */
const figureDigits = 12;

/** amount = absolute / produced, per one declared unit; 12 significant digits, half up. Refuse `produced` = 0 before. */
export const perUnit = (absolute: Decimal, produced: Decimal): string => figure(absolute.dividedBy(produced));

/** A quotient as a figure. */
export const figure = (value: Decimal): string =>
  value.toSignificantDigits(figureDigits, Decimal.ROUND_HALF_UP).toFixed();
