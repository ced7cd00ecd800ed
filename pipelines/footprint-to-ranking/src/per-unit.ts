import { Decimal } from "@celadon/quantity";

const digits = 12;
const Figure = Decimal.clone({ precision: digits });

/** A quotient of doubles is off by three roundings, two of reading and one of dividing: less than this, relative to it. */
const doubt = 5e-16;

/**
 * amount = absolute / produced, per one declared unit, in 12 significant digits, half up, rounded once. `produced` is not 0. What is
 * stored and added up are the absolute amounts.
 *
 * Where both ends of a double's doubt round to the same text, the exact quotient between them does too; else decimals divide, which
 * takes several times as long.
 */
export function perUnit(absolute: string, produced: string): string {
  const quotient = Number(absolute) / Number(produced);
  const low = (quotient * (1 - doubt)).toPrecision(digits);
  const high = (quotient * (1 + doubt)).toPrecision(digits);
  const text = low.endsWith("0") ? String(Number(low)) : low; // so few digits come back as they are, without zeros at the end
  return low === high && !text.includes("e") ? text : new Figure(absolute).dividedBy(produced).toFixed();
}
