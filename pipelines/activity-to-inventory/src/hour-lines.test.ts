import fc from "fast-check";
import { expect, test } from "vitest";
import type { ActivityHour } from "./activity-hour.ts";
import { hourLines } from "./hour-lines.ts";

const textOf = (hours: readonly ActivityHour[]): string => String.fromCharCode(...hourLines(hours));

test("a line says the hour, the amount without trailing zeros, what was measured, estimated and marked", () => {
  const hour = { hourMs: 1_767_225_600_000, measuredMs: 3_600_000, estimatedMs: 0 };
  expect(textOf([{ ...hour, amount: "100.250000000000", marks: 5 }])).toBe("1767225600000 100.25 3600000 0 5\n");
  expect(textOf([{ ...hour, amount: null }])).toBe("1767225600000 - 3600000 0 0\n");
  expect(textOf([{ ...hour, amount: "1", measuredMs: 0 }])).toBe("");
  const amounts = ["-0", "-0.000", "0.0", "-0.5", "100", "-12.0", "0.10"];
  expect(amounts.map((amount) => textOf([{ ...hour, amount }]).split(" ")[1])).toEqual([
    "0",
    "0",
    "0",
    "-0.5",
    "100",
    "-12",
    "0.1",
  ]);
});

test("whole numbers are written as they are read, below zero and beyond nine digits too", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.nat({ max: 3_600_000 }), (hourMs, measuredMs) => {
      expect(textOf([{ hourMs, amount: "1", measuredMs, estimatedMs: 1 }])).toBe(`${hourMs} 1 ${measuredMs} 1 0\n`);
    }),
  );
});
