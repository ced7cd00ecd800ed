import { Decimal } from "@celadon/quantity";

/** Divides in 12 significant digits, half up, rounded once. What is stored and added up are the absolute amounts. */
const Figure = Decimal.clone({ precision: 12 });

/** amount = absolute / produced, per one declared unit, in 12 significant digits. `produced` is not 0. */
export const perUnit = (absolute: Decimal | string, produced: Decimal | string): string =>
  new Figure(absolute).dividedBy(produced).toFixed();
