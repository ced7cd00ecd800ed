import { instantText } from "@celadon/quantity";
import { expect, test } from "vitest";
import { effectiveFrom } from "./effective-from.ts";

const of = (text: string, zone: string): string => {
  const start = effectiveFrom(text, zone);
  return "value" in start ? instantText(start.value) : start.problem;
};

test("a day begins at its own midnight, a time is one of the plant's clock, an offset says it all", () => {
  expect(of("2018-01-01", "Asia/Seoul")).toBe("2017-12-31T15:00:00Z");
  expect(of("2026-03-01T06:00", "Asia/Shanghai")).toBe("2026-02-28T22:00:00Z");
  expect(of("2026-03-01T06:00:00+01:00", "Asia/Shanghai")).toBe("2026-03-01T05:00:00Z");
});

test("midnight in India is no whole UTC hour, and the sentence names the two next to it", () => {
  expect(effectiveFrom("2026-01-01", "Asia/Kolkata")).toEqual({
    problem: '"2026-01-01" is 2025-12-31T18:30:00Z, not a whole UTC hour: an hour belongs to one version.',
    fix: "Take 2025-12-31T18:00:00Z or 2025-12-31T19:00:00Z.",
  });
});

test("a time that the clocks show twice or never, and a day that does not exist, are no dates", () => {
  for (const text of ["2026-10-25T02:00", "2026-03-29T02:00", "2026-02-30", "next year"]) {
    expect(of(text, "Europe/Berlin")).toBe(
      `"${text}" is no date of Europe/Berlin, or one that its clocks show twice or never.`,
    );
  }
});
