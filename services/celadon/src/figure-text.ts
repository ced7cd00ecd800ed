import { Decimal, readDecimal } from "@celadon/quantity";

const digitsShown = 10;

/**
 * A figure for people: `14,277,727.34`. As it is while it is short, else rounded to 10 significant digits, whole digits always kept;
 * thousands are set off as in every count. `--json` has all digits and no commas. A dash stands for what is not known.
 */
export const figureText = (text: string | null | undefined): string =>
  readingText(text).replace(/^(-?)(\d{4,})(?=\.|$)/, (_, sign: string, whole: string) => sign + grouped(whole));

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ",");

/** A value as a meter shows it, rounded likewise and without commas: what is typed back, as into `celadon declare reset --closing`. */
export function readingText(text: string | null | undefined): string {
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
