const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const zoneMs = 8 * 3_600_000; // +08:00 always: the wire knows no zone, and China no summer time
const dayMs = 86_400_000;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysBeforeYear = (year: number): number =>
  365 * year + Math.floor((year + 3) / 4) - Math.floor((year + 99) / 100) + Math.floor((year + 399) / 400);
const days1970 = daysBeforeYear(1970);

/**
 * Milliseconds since 1970-01-01T00:00:00Z of a time on the wire, `YYYYMMDDhhmmss` or with three digits of milliseconds, at +08:00.
 * Undefined for what is no such time: another length, 30 February, hour 24.
 */
export function instantOf(text: string): number | undefined {
  if (text.length !== 14 && text.length !== 17) return undefined;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i);
    if (digit < 48 || digit > 57) return undefined;
  }
  const year = 100 * twoOf(text, 0) + twoOf(text, 2);
  const month = twoOf(text, 4);
  const day = twoOf(text, 6);
  const [hour, minute, second] = [twoOf(text, 8), twoOf(text, 10), twoOf(text, 12)];
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return undefined;
  const length = month === 2 && isLeap(year) ? 29 : (lengths[month - 1] as number);
  if (day < 1 || day > length) return undefined;
  const leapDay = month > 2 && isLeap(year) ? 1 : 0;
  const days = daysBeforeYear(year) - days1970 + (daysBefore[month - 1] as number) + leapDay + day - 1;
  const ms = text.length === 17 ? Number(text.slice(14)) : 0;
  return days * dayMs + ((hour * 60 + minute) * 60 + second) * 1000 + ms - zoneMs;
}

const twoOf = (text: string, at: number): number => 10 * text.charCodeAt(at) + text.charCodeAt(at + 1) - 528;

/** The time on the wire of an instant: 14 digits at +08:00. `undefined` outside the years 0 to 9999. */
export const timeOf = (instantMs: number): string | undefined => qnOf(instantMs)?.slice(0, 14);

/** The same with milliseconds, 17 digits: what names an exchange (QN). */
export function qnOf(instantMs: number): string | undefined {
  const local = Math.floor(instantMs) + zoneMs;
  const days = Math.floor(local / dayMs) + days1970;
  const year = yearOf(days);
  if (!(year >= 0 && year <= 9999)) return undefined;
  let day = days - daysBeforeYear(year);
  let month = 0;
  for (; month < 11; month++) {
    const length = month === 1 && isLeap(year) ? 29 : (lengths[month] as number);
    if (day < length) break;
    day -= length;
  }
  const ms = local - Math.floor(local / dayMs) * dayMs;
  const [second, minute] = [Math.floor(ms / 1000), Math.floor(ms / 60_000)];
  const parts = [month + 1, day + 1, Math.floor(minute / 60), minute % 60, second % 60];
  return padded(year, 4) + parts.map((part) => padded(part, 2)).join("") + padded(ms % 1000, 3);
}

function yearOf(days: number): number {
  let year = Math.floor(days / 365.2425);
  while (daysBeforeYear(year + 1) <= days) year += 1;
  while (daysBeforeYear(year) > days) year -= 1;
  return year;
}

const padded = (value: number, length: number): string => String(value).padStart(length, "0");
