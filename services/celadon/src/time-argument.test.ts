import { expect, test } from "vitest";
import { instantArgument } from "./time-argument.ts";

const melbourne = () => "Australia/Melbourne";
const noZone = () => {
  throw new TypeError("A time with its offset needs no zone.");
};

test.each([
  ["2026-01-31", "2026-01-30T13:00:00Z"], // summer, +11
  ["2026-07-01", "2026-06-30T14:00:00Z"], // winter, +10
  ["2026-07-01T06:30", "2026-06-30T20:30:00Z"],
  ["2026-07-01 06:30:15", "2026-06-30T20:30:15Z"],
])("%s on the clock of Melbourne is %s", (text, instant) => {
  expect(instantArgument("--from", text, melbourne)).toBe(instant);
});

test("a time with its offset stands for itself", () => {
  expect(instantArgument("--from", "2026-01-31T08:00:00+08:00", noZone)).toBe("2026-01-31T00:00:00Z");
});

test("what is no time is told, with the forms there are", () => {
  expect(() => instantArgument("--from", "31/01/2026", noZone)).toThrow(
    "--from 31/01/2026 is no date or time: write 2026-01-31, 2026-01-31T08:00 or 2026-01-31T08:00:00+08:00.",
  );
});

// On 2026-10-04 Melbourne goes from 02:00 to 03:00; on 2026-04-05 it goes through 02:30 twice.
test.each(["2026-10-04T02:30", "2026-04-05T02:30", "2026-02-30"])("%s is not guessed at", (text) => {
  expect(() => instantArgument("--at", text, melbourne)).toThrow("does not exist, or exists twice");
});
