import { expect, test } from "vitest";
import {
  calendarPeriod,
  hourFrom,
  hourMs,
  hourOf,
  instantText,
  isTimeZone,
  localText,
  readInstant,
  twelveMonthsIn,
} from "./period.ts";

const at = (text: string): number => {
  const atMs = readInstant(text);
  if (atMs === undefined) throw new Error(`"${text}" is no instant.`);
  return atMs;
};

test("an hour holds its first millisecond and not its last one's successor", () => {
  const start = at("2026-01-01T10:00:00Z");
  expect([hourOf(start), hourOf(start + hourMs - 1), hourOf(start + hourMs)]).toEqual([start, start, start + hourMs]);
  expect([hourFrom(start), hourFrom(start + 1), hourFrom(start - 1)]).toEqual([start, start + hourMs, start]);
});

test("an instant is written in UTC, with milliseconds only where there are some, and read back", () => {
  expect(instantText(1_767_225_600_000)).toBe("2026-01-01T00:00:00Z");
  expect(instantText(1_767_225_600_050)).toBe("2026-01-01T00:00:00.05Z");
  for (const atMs of [1_767_225_600_050, 946_684_800_000, 4_102_444_799_999])
    expect(readInstant(instantText(atMs))).toBe(atMs);
});

test.each([
  ["2026-01-01T08:00+08:00", "2026-01-01T00:00:00Z"],
  ["2026-01-01 08:00:00.5+0800", "2026-01-01T00:00:00.5Z"],
  ["2025-12-31t19:00:00-05:00", "2026-01-01T00:00:00Z"],
  ["2026-01-01T05:45:00.000000+05:45", "2026-01-01T00:00:00Z"],
])("%s is %s", (text, expected) => {
  expect(instantText(at(text))).toBe(expected);
});

test.each([
  "2026-01-01T08:00", // no zone
  "2026-01-01",
  "2026-02-30T00:00Z",
  "2026-01-01T25:00Z",
  "2026-01-01T00:00:00.0001Z", // between two milliseconds
  "2026-01-01T00:00:00+8",
  "1767225600000",
  "2026-01-01T00:00Z[Europe/Berlin]",
  "",
])("%j is no instant", (text) => {
  expect(readInstant(text)).toBeUndefined();
});

test("02:30 of the night the clocks go back is two instants in Berlin, an hour apart by their offset", () => {
  expect(localText(at("2026-10-25T00:30Z"), "Europe/Berlin")).toBe("2026-10-25T02:30:00+02:00");
  expect(localText(at("2026-10-25T01:30Z"), "Europe/Berlin")).toBe("2026-10-25T02:30:00+01:00");
  expect(localText(at("2026-01-01T00:00Z"), "Asia/Shanghai")).toBe("2026-01-01T08:00:00+08:00");
  expect(localText(at("2026-01-01T00:00Z"), "Asia/Kathmandu")).toBe("2026-01-01T05:45:00+05:45");
});

test.each([
  ["Asia/Seoul", "2018-06-01T00:00Z", "year", "2017-12-31T15:00:00Z", 8760],
  ["Europe/Berlin", "2026-10-25T01:30Z", "month", "2026-09-30T22:00:00Z", 745],
  ["Europe/Berlin", "2026-03-31T21:59Z", "month", "2026-02-28T23:00:00Z", 743],
  ["America/Santiago", "2026-09-15T00:00Z", "month", "2026-09-01T04:00:00Z", 719],
  ["Australia/Melbourne", "2026-04-01T00:00Z", "month", "2026-03-31T13:00:00Z", 721],
  ["UTC", "2028-02-29T23:59:59.999Z", "year", "2028-01-01T00:00:00Z", 8784],
] as const)("in %s the calendar around %s has a %s from %s, %i hours long", (zone, instant, length, from, hours) => {
  const period = calendarPeriod(at(instant), zone, length); // lengths by Python's zoneinfo
  expect([instantText(period.fromMs), (period.toMs - period.fromMs) / hourMs]).toEqual([from, hours]);
});

test("a period begins where the one before it ended", () => {
  const december = calendarPeriod(at("2025-12-31T16:00Z") - 1, "Asia/Shanghai", "month");
  const january = calendarPeriod(at("2025-12-31T16:00Z"), "Asia/Shanghai", "month");
  expect(december.toMs).toBe(january.fromMs);
});

const windowsOf = (from: string, to: string, zone: string): readonly string[] =>
  twelveMonthsIn({ fromMs: at(from), toMs: at(to) }, zone).map(
    ({ fromMs, toMs }) => `${localText(fromMs, zone).slice(0, 16)} ${localText(toMs, zone).slice(0, 16)}`,
  );

test("twelve months are whole months of the zone between the first hour and the last: one more with each month's end", () => {
  const first = "2025-03-01T00:00 2026-03-01T00:00";
  // Berlin: 1 March is 23:00 UTC of the day before; 1 April, in summer time, 22:00.
  expect(windowsOf("2025-02-28T23:00Z", "2026-02-28T22:00Z", "Europe/Berlin")).toEqual([]);
  expect(windowsOf("2025-02-28T23:00Z", "2026-02-28T23:00Z", "Europe/Berlin")).toEqual([first]);
  expect(windowsOf("2025-02-28T23:00Z", "2026-03-31T21:00Z", "Europe/Berlin")).toEqual([first]);
  expect(windowsOf("2025-02-28T23:00Z", "2026-03-31T22:00Z", "Europe/Berlin")).toEqual([
    first,
    "2025-04-01T00:00 2026-04-01T00:00",
  ]);
  expect(windowsOf("2025-03-01T00:00Z", "2026-03-31T22:00Z", "Europe/Berlin")).toEqual([
    "2025-04-01T00:00 2026-04-01T00:00",
  ]);
});

test("twelve months are 8760 hours, or 8784 with a leap day, whatever the clocks do in between", () => {
  const hours = (from: string, to: string, zone: string) =>
    twelveMonthsIn({ fromMs: at(from), toMs: at(to) }, zone).map(({ fromMs, toMs }) => (toMs - fromMs) / hourMs);
  expect(hours("2023-12-31T00:00Z", "2025-02-02T00:00Z", "Europe/Berlin")).toEqual([8784, 8784]);
  expect(hours("2024-03-01T00:00Z", "2025-05-02T00:00Z", "America/New_York")).toEqual([8760, 8760, 8760]);
});

test("a month that begins inside an hour begins with the next one, for the first and for the last", () => {
  // Kathmandu: the month begins at 18:15 UTC, and its first hour is 19:00.
  const window = "2025-02-01T00:00 2026-02-01T00:00";
  expect(windowsOf("2025-01-31T19:00Z", "2026-01-31T19:00Z", "Asia/Kathmandu")).toEqual([window]);
  expect(windowsOf("2025-01-31T20:00Z", "2026-01-31T19:00Z", "Asia/Kathmandu")).toEqual([]);
  expect(windowsOf("2025-01-31T18:00Z", "2026-01-31T18:00Z", "Asia/Kathmandu")).toEqual([]);
});

test("a time zone is one that the runtime knows", () => {
  expect([isTimeZone("Asia/Shanghai"), isTimeZone("UTC"), isTimeZone("Asia/Peking"), isTimeZone("")]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
