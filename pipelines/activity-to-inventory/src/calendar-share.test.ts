import { calendarPeriod, type Period, readInstant } from "@celadon/quantity";
import { expect, test } from "vitest";
import { calendarShare } from "./calendar-share.ts";
import { decimalText, sumOf } from "./fraction.ts";
import { wholeHours } from "./versions.ts";

const year = (day: string, zone: string): Period =>
  wholeHours(calendarPeriod(readInstant(`${day}T12:00Z`) as number, zone, "year"));
const hours = (from: string, to: string): Period => ({
  fromMs: readInstant(from) as number,
  toMs: readInstant(to) as number,
});

test("a calendar year is exactly one year, twelve months, and 365 or 366 days, in every zone", () => {
  for (const zone of ["UTC", "Asia/Seoul", "Australia/Melbourne", "Asia/Kolkata", "America/St_Johns"]) {
    expect(decimalText(calendarShare(year("2024-06-01", zone), "year", zone))).toBe("1");
    expect(decimalText(calendarShare(year("2024-06-01", zone), "month", zone))).toBe("12");
    expect(decimalText(calendarShare(year("2024-06-01", zone), "day", zone))).toBe("366");
    expect(decimalText(calendarShare(year("2023-06-01", zone), "day", zone))).toBe("365");
  }
});

test("a local day of 23 hours is one day and 23 hours", () => {
  const springDay = hours("2026-03-28T23:00Z", "2026-03-29T22:00Z");
  expect(decimalText(calendarShare(springDay, "day", "Europe/Berlin"))).toBe("1");
  expect(decimalText(calendarShare(springDay, "hour", "Europe/Berlin"))).toBe("23");
});

test("the parts of a stretch add up to it, wherever it is cut", () => {
  const whole = hours("2025-11-03T05:00Z", "2026-02-17T21:00Z");
  const cut = readInstant("2026-01-09T13:00Z") as number;
  const parts = [
    { ...whole, toMs: cut },
    { ...whole, fromMs: cut },
  ];
  for (const per of ["year", "month", "day", "hour"] as const) {
    const of = (stretch: Period) => calendarShare(stretch, per, "Asia/Kolkata");
    expect(sumOf(parts.map(of))).toEqual(of(whole));
  }
});

test("half of a common year is half a year; 31 of 90 days of a winter are told by month", () => {
  const half = hours("2026-01-01T00:00Z", "2026-07-02T12:00Z");
  expect(decimalText(calendarShare(half, "year", "UTC"))).toBe("0.5");
  expect(decimalText(calendarShare(hours("2026-01-16T12:00Z", "2026-02-15T00:00Z"), "month", "UTC"))).toBe("1");
});
