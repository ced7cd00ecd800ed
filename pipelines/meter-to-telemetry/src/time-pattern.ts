import { nine, zero } from "./ascii.ts";
import { civilDay } from "./instant-scan.ts";

/** A wall-clock time: days since 1970-01-01 and milliseconds of the day, 24:00 being the next day's 00:00. */
export interface LocalTime {
  day: number;
  msOfDay: number;
}

type Part = "year" | "month" | "day" | "hour" | "minute" | "second";
type Step = { readonly part: Part; readonly least: number; readonly most: number } | { readonly byte: number };

const tokens: Readonly<Record<string, Step>> = {
  YYYY: { part: "year", least: 4, most: 4 },
  MM: { part: "month", least: 2, most: 2 },
  M: { part: "month", least: 1, most: 2 },
  DD: { part: "day", least: 2, most: 2 },
  D: { part: "day", least: 1, most: 2 },
  HH: { part: "hour", least: 2, most: 2 },
  H: { part: "hour", least: 1, most: 2 },
  mm: { part: "minute", least: 2, most: 2 },
  m: { part: "minute", least: 1, most: 2 },
  ss: { part: "second", least: 2, most: 2 },
  s: { part: "second", least: 1, most: 2 },
};

/** Reads the bytes [from, to) of a time; false when they do not have the pattern or name no existing time. */
export type ReadLocal = (bytes: Uint8Array, from: number, to: number, time: LocalTime) => boolean;

/** A pattern such as `DD/MM/YYYY HH:mm`, made into its reader. What is no token must stand as it is; without a day it is the first. */
export function timePattern(format: string): ReadLocal {
  const steps = (format.match(/YYYY|MM?|DD?|HH?|mm?|ss?|[\s\S]/g) ?? []).map(
    (token) => tokens[token] ?? { byte: token.charCodeAt(0) },
  );
  const parts: Record<Part, number> = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  return (bytes, from, to, time) => {
    parts.day = 1;
    parts.hour = 0;
    parts.minute = 0;
    parts.second = 0;
    let p = from;
    for (const step of steps) {
      if ("byte" in step) {
        if (p >= to || bytes[p] !== step.byte) return false;
        p += 1;
        continue;
      }
      const first = p;
      let number = 0;
      while (p < to && p - first < step.most && (bytes[p] as number) >= zero && (bytes[p] as number) <= nine) {
        number = number * 10 + (bytes[p++] as number) - zero;
      }
      if (p - first < step.least) return false;
      parts[step.part] = number;
    }
    return p === to && putLocal(time, parts);
  };
}

/** Puts a date and time of day that exist on a calendar; false when they do not. */
export function putLocal(
  time: LocalTime,
  { year, month, day, hour, minute, second }: Readonly<Record<Part, number>>,
): boolean {
  const days = civilDay(year, month, day);
  if (days === undefined || minute > 59 || second > 59 || hour > 24 || (hour === 24 && (minute > 0 || second > 0)))
    return false;
  time.day = hour === 24 ? days + 1 : days;
  time.msOfDay = hour === 24 ? 0 : ((hour * 60 + minute) * 60 + second) * 1000;
  return true;
}
