/** An instant: whole milliseconds since 1970-01-01T00:00Z. */
export type InstantMs = number;

/** A half-open stretch of time: `fromMs` is in it, `toMs` is not. */
export interface Period {
  readonly fromMs: InstantMs;
  readonly toMs: InstantMs;
}

export const hourMs = 3_600_000;

/** Start of the UTC hour that holds the instant. */
export const hourOf = (atMs: InstantMs): InstantMs => Math.floor(atMs / hourMs) * hourMs;

/** The first whole hour that does not begin before the instant. */
export const hourFrom = (atMs: InstantMs): InstantMs => Math.ceil(atMs / hourMs) * hourMs;

/** `2026-01-01T00:00:00Z`, with milliseconds only where there are some. */
export const instantText = (atMs: InstantMs): string => Temporal.Instant.fromEpochMilliseconds(atMs).toString();

/** `2026-01-01T08:00:00+08:00`: the wall clock of the zone with its offset. */
export const localText = (atMs: InstantMs, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(atMs)
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: "never", calendarName: "never" });

const instantShape = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d\d:?\d\d)$/;

/**
 * An ISO 8601 date and time with its offset, as an instant; undefined when the text is none, or names a day or hour that
 * does not exist. Beyond milliseconds the text must be zero: an instant is never rounded.
 */
export function readInstant(text: string): InstantMs | undefined {
  if (!instantShape.test(text)) return undefined;
  try {
    const instant = Temporal.Instant.from(text);
    return instant.epochNanoseconds % 1_000_000n === 0n ? instant.epochMilliseconds : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether the runtime knows this IANA time zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * Every stretch of twelve whole calendar months of the zone that lies wholly in the span, in order: with each month's end there
 * is one more. As everywhere an hour belongs to the month it begins in, so a span of whole hours holds a month from its first
 * hour to its last.
 */
export function twelveMonthsIn(span: Period, timeZone: string): readonly Period[] {
  const windows: Period[] = [];
  const month = calendarPeriod(span.fromMs, timeZone, "month");
  for (let first = hourFrom(month.fromMs) < span.fromMs ? month.toMs : month.fromMs; ; ) {
    const start = Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO(timeZone);
    const toMs = start.add({ years: 1 }).startOfDay().epochMilliseconds;
    if (hourFrom(toMs) > span.toMs) return windows;
    windows.push({ fromMs: first, toMs });
    first = calendarPeriod(first, timeZone, "month").toMs;
  }
}

/** The calendar year or month of the zone that holds the instant, as a half-open period. */
export function calendarPeriod(atMs: InstantMs, timeZone: string, length: "year" | "month"): Period {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  const first = local.with(length === "year" ? { month: 1, day: 1 } : { day: 1 }).startOfDay();
  const next = first.add(length === "year" ? { years: 1 } : { months: 1 }).startOfDay();
  return { fromMs: first.epochMilliseconds, toMs: next.epochMilliseconds };
}
