import { instantText } from "@celadon/quantity";
import fc from "fast-check";
import { expect, test } from "vitest";
import { localClock } from "./local-clock.ts";

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const ms = (time: string): number => Date.parse(`1970-01-01T${time}:00Z`);

function instant(zone: string, date: string, time: string): string {
  const answer = localClock(zone).instantOf(dayOf(date), ms(time));
  return typeof answer === "number" ? instantText(answer) : answer;
}

test.each([
  ["Asia/Seoul", "2018-01-01", "23:00", "2018-01-01T14:00:00Z"],
  ["Europe/Berlin", "2026-10-25", "01:59", "2026-10-24T23:59:00Z"],
  ["Europe/Berlin", "2026-10-25", "02:30", "twice"],
  ["Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T02:00:00Z"],
  ["Europe/Berlin", "2026-03-29", "02:30", "never"],
  ["Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00:00Z"],
  ["Australia/Lord_Howe", "2026-04-05", "01:45", "twice"],
])("in %s %s %s is %s", (zone, date, time, expected) => {
  expect(instant(zone, date, time)).toBe(expected);
});

test("a day begins at its first instant, where the clock change takes midnight away too", () => {
  const start = (zone: string, date: string): string => instantText(localClock(zone).startOfDay(dayOf(date)));
  expect(start("Australia/Melbourne", "2018-10-07")).toBe("2018-10-06T14:00:00Z");
  expect(start("Australia/Melbourne", "2018-10-08")).toBe("2018-10-07T13:00:00Z");
  expect(start("America/Sao_Paulo", "2018-11-04")).toBe("2018-11-04T03:00:00Z"); // 00:00 was 01:00
});

test("every instant comes back from its wall clock, or that occurs twice", () => {
  const zones = fc.constantFrom(
    "Asia/Shanghai",
    "Europe/Berlin",
    "Australia/Melbourne",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Asia/Kathmandu",
  );
  fc.assert(
    fc.property(zones, fc.integer({ min: 946_684_800, max: 2_000_000_000 }), (zone, seconds) => {
      const { year, month, day, hour, minute, second } = Temporal.Instant.fromEpochMilliseconds(
        seconds * 1000,
      ).toZonedDateTimeISO(zone);
      const answer = localClock(zone).instantOf(
        Date.UTC(year, month - 1, day) / 86_400_000,
        ((hour * 60 + minute) * 60 + second) * 1000,
      );
      expect([seconds * 1000, "twice"]).toContain(answer);
    }),
  );
});
