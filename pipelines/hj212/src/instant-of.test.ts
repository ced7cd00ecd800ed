import fc from "fast-check";
import { expect, test } from "vitest";
import { instantOf, qnOf, timeOf } from "./instant-of.ts";

test.each([
  ["20270101070000", "2026-12-31T23:00:00.000Z"],
  ["20270101070000123", "2026-12-31T23:00:00.123Z"],
  ["20240229235959", "2024-02-29T15:59:59.000Z"],
  ["19700101080000", "1970-01-01T00:00:00.000Z"],
  ["20000229000000", "2000-02-28T16:00:00.000Z"],
])("%s is %s: the wire is eight hours ahead, always", (text, instant) => {
  expect(instantOf(text)).toBe(Date.parse(instant));
});

test.each([
  ...["20270230000000", "20230229000000", "19000229000000", "20271301000000", "20270001000000", "20270100000000"],
  ...["20270101240000", "20270101006000", "20270101000060", "2027010107000", "202701010700001", "2027010107000a", ""],
])("%j is no time", (text) => {
  expect(instantOf(text)).toBeUndefined();
});

test("law: an instant and its text are there and back the same, and as Node's own calendar has it", () => {
  const instants = fc.integer({ min: Date.UTC(0, 0, 1), max: Date.UTC(9999, 11, 31) });
  fc.assert(
    fc.property(instants, (ms) => {
      const text = qnOf(ms);
      expect(text).toBe(new Date(ms + 8 * 3_600_000).toISOString().replace(/\D/g, ""));
      expect(instantOf(text as string)).toBe(ms);
      expect(timeOf(ms)).toBe(text?.slice(0, 14));
    }),
  );
});

test("an instant outside the years 0 to 9999 has no text", () => {
  expect([qnOf(1e15), qnOf(-1e15), qnOf(Number.NaN), qnOf(Number.POSITIVE_INFINITY)]).toEqual(Array(4).fill(undefined));
});
