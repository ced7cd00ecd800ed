import type { PeriodLength } from "@celadon/activity-to-inventory";
import { calendarPeriod, hourFrom, type Period, twelveMonthsIn } from "@celadon/quantity";

/** The periods of these lengths that a stretch of hours holds: calendar months and years that it touches, twelve months it holds wholly. */
export function periodsIn(stretch: Period, timeZone: string, lengths: Iterable<PeriodLength>): readonly Period[] {
  const periods: Period[] = [];
  for (const length of lengths) {
    if (length === "twelve-months") periods.push(...twelveMonthsIn(stretch, timeZone));
    else {
      for (let at = stretch.fromMs; at < stretch.toMs; ) {
        const period = calendarPeriod(at, timeZone, length);
        periods.push(period);
        at = hourFrom(period.toMs); // an hour belongs to the period it begins in
      }
    }
  }
  return periods;
}

/** The lengths that the products of a plant ask for, each once. */
export const lengthsOf = (
  products: readonly { readonly periods: readonly PeriodLength[] }[],
): ReadonlySet<PeriodLength> => new Set(products.flatMap(({ periods }) => periods));
