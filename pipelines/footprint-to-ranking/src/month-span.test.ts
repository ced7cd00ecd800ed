import fc from "fast-check";
import { expect, test } from "vitest";
import { monthBorders, monthSpanNear, monthSpanOf, monthSpanText, readMonthSpan } from "./month-span.ts";

test.each([
  ["2026", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"],
  ["2026-05", "2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z"],
  ["2025-11..2026-10", "2025-11-01T00:00:00Z", "2026-11-01T00:00:00Z"],
  ["2025..2026-02", "2025-01-01T00:00:00Z", "2026-03-01T00:00:00Z"],
])("%s is [%s, %s)", (text, from, to) => {
  const span = readMonthSpan(text) ?? { first: Number.NaN, end: Number.NaN };
  const borders = monthBorders(span);
  expect(borders).toEqual({ fromMs: Date.parse(from), toMs: Date.parse(to) });
});

test.each(["", "26", "2026-13", "2026-1", "2026-05-01", "2026-05..2026-04", "2026..2027..2028", "2026-05..", "..2026"])(
  "%j is no period",
  (text) => expect(readMonthSpan(text)).toBeUndefined(),
);

const spans = fc
  .tuple(fc.integer({ min: 12 * 1971, max: 12 * 2100 }), fc.integer({ min: 1, max: 60 }))
  .map(([first, length]) => ({ first, end: first + length }));
const zones = fc.constantFrom("UTC", "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kolkata");

test("written and read again it is the same", () => {
  fc.assert(
    fc.property(spans, (span) => {
      expect(readMonthSpan(monthSpanText(span))).toEqual(span);
    }),
  );
});

test("months of any clock are told from their borders alone, with its time zone or without", () => {
  fc.assert(
    fc.property(spans, zones, (span, zone) => {
      const period = monthBorders(span, zone);
      expect(monthSpanOf(period, zone)).toEqual(span);
      expect(monthSpanNear(period)).toEqual(span);
    }),
  );
});

test("a day, a week and a turned period are no months", () => {
  const at = (text: string): number => Date.parse(`${text}T00:00:00Z`);
  for (const [from, to] of [
    ["2026-01-01", "2026-01-02"],
    ["2026-01-05", "2026-02-01"],
    ["2026-02-01", "2026-01-01"],
  ] as const) {
    expect(monthSpanNear({ fromMs: at(from), toMs: at(to) })).toBeUndefined();
    expect(monthSpanOf({ fromMs: at(from), toMs: at(to) }, "UTC")).toBeUndefined();
  }
});
