import { Decimal, readDecimal } from "@celadon/quantity";

const digitsShown = 10;

/**
 * A figure for people: as it is while it is short, else rounded to 10 significant digits, whole digits always kept. `--json`
 * has all of them. A dash stands for what is not known.
 */
export function figureText(text: string | null | undefined): string {
  if (text === null || text === undefined || text === "") return "-";
  const value = readDecimal(text);
  if (value === undefined || text.length <= digitsShown + 2) return text;
  const wholeDigits = Math.max(value.truncated().abs().toFixed().length, 1);
  return value.toSignificantDigits(Math.max(digitsShown, wholeDigits), Decimal.ROUND_HALF_EVEN).toFixed();
}

/** A share between 0 and 1 as per cent with one decimal; a dash for what is not known. */
export function shareText(text: string | null | undefined): string {
  const value = text === null || text === undefined ? undefined : readDecimal(text);
  return value === undefined ? "-" : `${value.times(100).toDecimalPlaces(1).toFixed()} %`;
}
