import { expect, test } from "vitest";
import { lineThrough, lowestOfEach } from "./slope.ts";

const samples = (...values: readonly number[]) => values.map((value, at) => ({ at, value }));

test("the line through points of a line is that line", () => {
  expect(lineThrough(samples(5, 7, 9, 11))).toEqual({ level: 5, rise: 2 });
});

test("of what swings evenly the line is level", () => {
  expect(lineThrough(samples(3, 5, 5, 3)).rise).toBe(0);
});

test("the squares of the distances are least: 1, 2, 2 by hand", () => {
  const { level, rise } = lineThrough(samples(1, 2, 2));
  expect([level, rise]).toEqual([expect.closeTo(7 / 6, 12), expect.closeTo(1 / 2, 12)]);
});

test("samples of one instant are refused", () => {
  expect(() => lineThrough([{ at: 1, value: 2 }])).toThrow("two instants");
});

test("the smallest of each span: waves fall away, and a leak beneath them stays", () => {
  const wave = Array.from({ length: 40 }, (_, i) => ({
    at: i / 10,
    value: 100 + 5 * Math.floor(i / 10) + 30 * (i % 10),
  }));
  expect(lowestOfEach(wave, 1)).toEqual([
    { at: 0, value: 100 },
    { at: 1, value: 105 },
    { at: 2, value: 110 },
    { at: 3, value: 115 },
  ]);
});
