import { readingLimits } from "@celadon/proto";
import { colon, minus, plus, point, zero } from "./ascii.ts";
import { unusual } from "./decimal-scan.ts";
import type { ReadingSlot } from "./reading-slot.ts";

const dayMs = 86_400_000;
const letterT = 84;
const letterZ = 90;

/** The date read last, as three words of its text, and its midnight: meters report in the order of time, so it is nearly always the next one too. */
export interface DateCache {
  year: number;
  month: number;
  day: number;
  midnightMs: number;
}

export const dateCache = (): DateCache => ({ year: 0, month: 0, day: 0, midnightMs: 0.5 });

/**
 * Reads `YYYY-MM-DDThh:mm:ss[.f[f[f]]](Z|+hh:mm)` from `p` into the slot's instant and answers where it ended, or
 * `unusual` (a shorter form, a day that does not exist, a time out of bounds). `view` looks at the same bytes; the last of
 * them must be no digit: then nothing is read behind it.
 */
export function scanInstant(
  bytes: Uint8Array,
  view: DataView,
  from: number,
  cache: DateCache,
  slot: ReadingSlot,
): number {
  let p = from;
  if (p + 20 > bytes.length) return unusual;
  const year = view.getInt32(p, true);
  const month = view.getInt32(p + 4, true);
  const day = view.getInt16(p + 8, true);
  if (year !== cache.year || month !== cache.month || day !== cache.day) {
    if (!readDate(bytes, p, cache)) return unusual;
    cache.year = year;
    cache.month = month;
    cache.day = day;
  }
  if (bytes[p + 10] !== letterT || bytes[p + 13] !== colon || bytes[p + 16] !== colon) return unusual;
  const hour = twoDigits(bytes, p + 11);
  const minute = twoDigits(bytes, p + 14);
  const second = twoDigits(bytes, p + 17);
  if (hour > 23 || minute > 59 || second > 59) return unusual;
  let ms = (hour * 60 + minute) * 60_000 + second * 1000;
  p += 19;
  if (bytes[p] === point) {
    let unit = 100;
    let digit = (bytes[++p] as number) - zero;
    if (digit < 0 || digit > 9) return unusual;
    while (digit >= 0 && digit <= 9) {
      if (unit === 0) return unusual;
      ms += digit * unit;
      unit = unit === 1 ? 0 : unit / 10;
      digit = (bytes[++p] as number) - zero;
    }
  }
  const zone = bytes[p];
  if (zone === letterZ) p++;
  else if ((zone === plus || zone === minus) && p + 6 <= bytes.length && bytes[p + 3] === colon) {
    const hours = twoDigits(bytes, p + 1);
    const minutes = twoDigits(bytes, p + 4);
    if (hours > 23 || minutes > 59) return unusual;
    ms += (zone === plus ? -60_000 : 60_000) * (hours * 60 + minutes);
    p += 6;
  } else return unusual;
  const atMs = cache.midnightMs + ms;
  if (atMs < readingLimits.atMsFirst || atMs >= readingLimits.atMsEnd) return unusual;
  slot.atMs = atMs;
  return p;
}

/** A number above every limit when one of the two is no digit. */
const twoDigits = (bytes: Uint8Array, p: number): number => {
  const tens = (bytes[p] as number) - zero;
  const ones = (bytes[p + 1] as number) - zero;
  return tens >>> 0 > 9 || ones >>> 0 > 9 ? 1000 : tens * 10 + ones;
};

function readDate(bytes: Uint8Array, p: number, cache: DateCache): boolean {
  const year = twoDigits(bytes, p) * 100 + twoDigits(bytes, p + 2);
  const month = twoDigits(bytes, p + 5);
  const day = twoDigits(bytes, p + 8);
  if (year > 9999 || bytes[p + 4] !== minus || bytes[p + 7] !== minus) return false;
  const days = civilDay(year, month, day);
  if (days === undefined) return false;
  cache.midnightMs = days * dayMs;
  return true;
}

/**
 * Days since 1970-01-01 of a Gregorian date, undefined when it does not exist.
 * Counts in years that begin in March, so that the leap day is the last one (H. Hinnant, "chrono-compatible low-level
 * date algorithms", days_from_civil).
 */
export function civilDay(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const daysIn = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};
