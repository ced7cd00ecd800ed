import { readingLimits } from "@celadon/proto";
import { type InstantMs, readInstant } from "@celadon/quantity";
import { type Fault, fault, shown } from "./fault.ts";
import type { ImportRule } from "./import-rule.ts";
import { civilDay } from "./instant-scan.ts";
import { type LocalClock, localClock } from "./local-clock.ts";
import { type LocalTime, putLocal, timePattern } from "./time-pattern.ts";

const dayMs = 86_400_000;

/** When a row is, on the wall clock of the file; and the instant, where the row states its offset. */
interface RowTime extends LocalTime {
  instantMs: InstantMs | undefined;
}

/** The instant of a reading, and the seconds before it that its amount covers (0: it is no amount). */
export interface Cover {
  readonly atMs: InstantMs;
  readonly coversSeconds: number;
}

type Column = Pick<ImportRule["columns"][number], "kind" | "periodMs" | "isCalendarDay" | "isCalendarMonth">;

export interface ImportTime {
  /** Reads the time of a row from its bytes [from, to), which end before the array does. */
  read(bytes: Uint8Array, from: number, to: number): Fault | undefined;
  /** What the time read last means for a reading in this column. */
  coverOf(column: Column): Cover | Fault;
}

/**
 * The times of an import rule. An amount is known by the end of its interval [t - coversSeconds, t), so a `start` moves by
 * the period. A calendar day reaches from the first instant of its date to the first one of the next: 23 to 25 hours. A calendar
 * month reaches from the first instant of its first day to that of the next month.
 */
export function importTime({ format, zone, stamp, midnight }: ImportRule["time"]): ImportTime {
  const pattern = format === "iso" ? undefined : timePattern(format);
  const clock = localClock(zone);
  const time: RowTime = { day: 0, msOfDay: 0, instantMs: undefined };

  return {
    read(bytes, from, to) {
      time.instantMs = undefined;
      const isRead =
        pattern === undefined ? readIso(textOf(bytes, from, to), zone, time) : pattern(bytes, from, to, time);
      if (!isRead) {
        return fault(
          "bad-time",
          `Time ${shown(textOf(bytes, from, to))} does not exist, or has not the format ${shown(format)} of the import rule.`,
        );
      }
      if (midnight === "end-of-same-date" && time.msOfDay === 0 && time.instantMs === undefined) time.day += 1;
      return undefined;
    },
    coverOf({ kind, periodMs, isCalendarDay, isCalendarMonth }) {
      if (kind === "interval" && isCalendarMonth === true) return calendarMonth(time, { clock, stamp });
      if (kind === "interval" && isCalendarDay) return calendarDay(time, { clock, zone, stamp });
      const atMs = time.instantMs ?? clock.instantOf(time.day, time.msOfDay);
      if (typeof atMs === "string") return noInstant(atMs, time, zone);
      if (kind !== "interval") return { atMs, coversSeconds: 0 };
      return { atMs: stamp === "start" ? atMs + periodMs : atMs, coversSeconds: wholeSeconds(periodMs) };
    },
  };
}

/** A period that the store cannot state stays the channel's own, which 0 means. */
const wholeSeconds = (periodMs: number): number =>
  periodMs % 1000 === 0 && periodMs / 1000 <= readingLimits.coversSecondsMax ? periodMs / 1000 : 0;

/** The local day that begins (stamp start) or ends (stamp end) with the time. */
function calendarDay(
  { day, msOfDay }: LocalTime,
  {
    clock,
    zone,
    stamp,
  }: { readonly clock: LocalClock; readonly zone: string; readonly stamp: ImportRule["time"]["stamp"] },
): Cover | Fault {
  const borders: InstantMs[] = [];
  for (const each of stamp === "start" ? [day, day + 1] : [day - 1, day]) {
    const border = msOfDay === 0 ? clock.startOfDay(each) : clock.instantOf(each, msOfDay);
    if (typeof border === "string") return noInstant(border, { day: each, msOfDay }, zone);
    borders.push(border);
  }
  const [fromMs, toMs] = borders as [InstantMs, InstantMs];
  return toMs > fromMs
    ? { atMs: toMs, coversSeconds: Math.floor((toMs - fromMs) / 1000) }
    : noInstant("never", { day, msOfDay }, zone);
}

/** The local month that begins (stamp start) or ends (stamp end) with the time, which is the beginning of a first day. */
function calendarMonth(
  { day, msOfDay }: LocalTime,
  { clock, stamp }: { readonly clock: LocalClock; readonly stamp: ImportRule["time"]["stamp"] },
): Cover | Fault {
  const date = Temporal.PlainDate.from("1970-01-01").add({ days: day });
  if (date.day !== 1 || msOfDay !== 0) {
    return fault(
      "bad-time",
      `${localOf({ day, msOfDay })} is not where a month ${stamp === "start" ? "begins" : "ends"}: write the months as 2026-01 (format YYYY-MM, stamp: start) or by their first day.`,
    );
  }
  const [first, next] = stamp === "start" ? [date, date.add({ months: 1 })] : [date.subtract({ months: 1 }), date];
  const startOf = ({ year, month }: Temporal.PlainDate): InstantMs =>
    clock.startOfDay(civilDay(year, month, 1) as number); // the first of a month exists
  const [fromMs, toMs] = [startOf(first), startOf(next)];
  return { atMs: toMs, coversSeconds: Math.floor((toMs - fromMs) / 1000) };
}

const localOf = ({ day, msOfDay }: LocalTime): string =>
  Temporal.Instant.fromEpochMilliseconds(day * dayMs + msOfDay)
    .toString()
    .slice(0, 16)
    .replace("T", " ");

function noInstant(answer: "twice" | "never", { day, msOfDay }: LocalTime, zone: string): Fault {
  const local = localOf({ day, msOfDay });
  return answer === "twice"
    ? fault(
        "local-time-twice",
        `Local time ${local} occurs twice in ${zone}, where the clock is set back: send these readings with their offset from UTC.`,
      )
    : fault(
        "local-time-never",
        `Local time ${local} does not occur in ${zone}, where the clock is set forward: check the zone of the file.`,
      );
}

const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 64)));

const isoShape = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.0+)?)?)?$/;

/** ISO 8601 with an offset, or a local date with or without a time of day. */
function readIso(text: string, zone: string, time: RowTime): boolean {
  time.instantMs = readInstant(text);
  if (time.instantMs !== undefined) {
    const local = Temporal.Instant.fromEpochMilliseconds(time.instantMs).toZonedDateTimeISO(zone);
    time.day = civilDay(local.year, local.month, local.day) as number; // a date of the calendar exists
    time.msOfDay = ((local.hour * 60 + local.minute) * 60 + local.second) * 1000 + local.millisecond;
    return true;
  }
  const parts = isoShape
    .exec(text)
    ?.slice(1)
    .map((part) => (part === undefined ? 0 : Number(part))); // a time of day that is not written is midnight
  if (parts === undefined) return false;
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number];
  return putLocal(time, { year, month, day, hour, minute, second });
}
