import fc from "fast-check";
import { expect, test } from "vitest";
import { missingPeriods } from "./missing-periods.ts";

const hourMs = 3_600_000;
const from = Date.UTC(2026, 0, 1);
const span = (hours: number, begin = 0) => ({ fromMs: from + begin, toMs: from + hours * hourMs, periodMs: hourMs });
const at = (hour: number) => from + hour * hourMs;

test("neighbours are one stretch, which ends with the day", () => {
  const present = new Set([0, 1, 5, 30].map(at));
  expect(
    missingPeriods(present, span(32)).map(({ beginMs, endMs }) => [(beginMs - from) / hourMs, (endMs - from) / hourMs]),
  ).toEqual([
    [2, 4],
    [6, 23],
    [24, 29],
    [31, 31],
  ]);
});

test("a period counts when all of it lies within: the first begins at a whole hour, the last has ended", () => {
  expect(missingPeriods(new Set(), { ...span(2, 1), toMs: from + 3 * hourMs - 1 })).toEqual([
    { beginMs: at(1), endMs: at(1) },
  ]);
});

test("stretches and what is there are all periods, each once", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 71 })), (hours) => {
      const found = missingPeriods(new Set(hours.map(at)), span(72)).flatMap(({ beginMs, endMs }) =>
        Array.from({ length: (endMs - beginMs) / hourMs + 1 }, (_, i) => (beginMs - from) / hourMs + i),
      );
      expect([...found, ...hours].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 72 }, (_, i) => i));
    }),
  );
});
