import { expect, test } from "vitest";
import { lastDays } from "./last-days.ts";

const hourMs = 3_600_000;

test("days are those of the plant's calendar, one behind the other; the last holds the instant", () => {
  expect(lastDays(Date.parse("2026-03-01T16:00:00Z"), "Asia/Shanghai", 2)).toEqual([
    { day: "2026-03-01", fromMs: Date.parse("2026-02-28T16:00:00Z"), toMs: Date.parse("2026-03-01T16:00:00Z") },
    { day: "2026-03-02", fromMs: Date.parse("2026-03-01T16:00:00Z"), toMs: Date.parse("2026-03-02T16:00:00Z") },
  ]);
});

test("a day on which the clock is set has 23 or 25 hours", () => {
  const hours = (nowMs: number) =>
    lastDays(nowMs, "Europe/Berlin", 1).map(({ fromMs, toMs }) => (toMs - fromMs) / hourMs);
  expect(hours(Date.parse("2026-03-29T12:00:00Z"))).toEqual([23]);
  expect(hours(Date.parse("2026-10-25T12:00:00Z"))).toEqual([25]);
});
