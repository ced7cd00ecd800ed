import { type InstantMs, instantText, type Period } from "@celadon/quantity";

/** Whole calendar months, half-open, counted from January of the year 0. A plant's own clock says when they begin. */
export interface MonthSpan {
  readonly first: number;
  readonly end: number;
}

const monthShape = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/;

/** Reads `2026`, `2026-05` or `2025-11..2026-10`, both ends in it; undefined for anything else, or an end before its beginning. */
export function readMonthSpan(text: string): MonthSpan | undefined {
  const [from = "", to = from, ...rest] = text.split("..");
  const [first, last] = [partOf(from), partOf(to)];
  if (rest.length > 0 || first === undefined || last === undefined || last.end <= first.first) return undefined;
  return { first: first.first, end: last.end };
}

function partOf(text: string): MonthSpan | undefined {
  const [, year, month] = monthShape.exec(text) ?? [];
  if (year === undefined) return undefined;
  const january = 12 * Number(year);
  if (month === undefined) return { first: january, end: january + 12 };
  return { first: january + Number(month) - 1, end: january + Number(month) };
}

/** `2026-05` */
export const monthText = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;

/** The shortest text that `readMonthSpan` reads. */
export function monthSpanText({ first, end }: MonthSpan): string {
  if (end - first === 1) return monthText(first);
  if (end - first === 12 && first % 12 === 0) return monthText(first).slice(0, 4);
  return `${monthText(first)}..${monthText(end - 1)}`;
}

/** The months a period is made of on the clock of the zone; undefined where it does not begin and end with one. */
export function monthSpanOf({ fromMs, toMs }: Period, timeZone: string): MonthSpan | undefined {
  const [first, end] = [fromMs, toMs].map((atMs) => {
    const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
    const begin = local.with({ day: 1 }).startOfDay();
    return begin.epochMilliseconds === atMs ? 12 * local.year + local.month - 1 : undefined;
  });
  return first === undefined || end === undefined || end <= first ? undefined : { first, end };
}

/** The borders of the months on the clock of the zone. */
export const monthBorders = ({ first, end }: MonthSpan, timeZone = "UTC"): Period => ({
  fromMs: borderMs(first, timeZone),
  toMs: borderMs(end, timeZone),
});

const borderMs = (month: number, timeZone = "UTC"): InstantMs =>
  Temporal.PlainDate.from(`${monthText(month)}-01`)
    .toZonedDateTime(timeZone)
    .startOfDay().epochMilliseconds;

/** Clocks are at most so far ahead of UTC, or behind it: +14:00 and -12:00 are the ends of the world. */
const aheadMs = 14 * 3_600_000;
const behindMs = 12 * 3_600_000;

/** The months a period is made of, whatever clock its borders were read from; undefined where it is not made of months. */
export function monthSpanNear({ fromMs, toMs }: Period): MonthSpan | undefined {
  const [first, end] = [fromMs, toMs].map((atMs) => {
    const month = readMonthSpan(instantText(atMs + aheadMs).slice(0, 7))?.first;
    return month !== undefined && isNearBorder(atMs, borderMs(month)) ? month : undefined;
  });
  return first === undefined || end === undefined || end <= first ? undefined : { first, end };
}

/** Whether a month whose border in UTC this is may begin at the instant on some clock. */
export const isNearBorder = (atMs: InstantMs, utcMs: InstantMs): boolean =>
  atMs >= utcMs - aheadMs && atMs <= utcMs + behindMs;
