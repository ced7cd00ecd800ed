import { hourFrom, hourMs, hourOf, type Period } from "@celadon/quantity";
import type { TimeWord } from "./amount-text.ts";
import { type Fraction, nothing, plus, quotient } from "./fraction.ts";

/**
 * How many calendar years (months, days, hours) of the zone a stretch holds: Σ overlap / length of each. A whole leap year is
 * exactly 1, as is a day of 23 hours, so that "12 t per year" is 12 t in every year and its months add up to it. As with
 * periods, an hour belongs to the year it begins in, and so does a part of it.
 */
export function calendarShare({ fromMs, toMs }: Period, per: TimeWord, timeZone: string): Fraction {
  if (per === "hour") return quotient(toMs - fromMs, hourMs);
  let share = nothing;
  let unit = startOf(hourOf(fromMs), per, timeZone);
  while (unit.epochMilliseconds < toMs) {
    const next = unit.add({ [`${per}s`]: 1 }).startOfDay();
    const [start, end] = [hourFrom(unit.epochMilliseconds), hourFrom(next.epochMilliseconds)];
    const overlap = Math.min(toMs, end) - Math.max(fromMs, start);
    if (overlap > 0) share = plus(share, quotient(overlap, end - start));
    unit = next;
  }
  return share;
}

function startOf(atMs: number, per: TimeWord, timeZone: string): Temporal.ZonedDateTime {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  if (per === "day") return local.startOfDay();
  return local.with(per === "year" ? { month: 1, day: 1 } : { day: 1 }).startOfDay();
}
