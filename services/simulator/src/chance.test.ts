import { expect, test } from "vitest";
import { chanceOf, deviationAt, shareAt } from "./chance.ts";
import { triangular } from "./triangular.ts";

const draws = Array.from({ length: 100_000 }, (_, n) => n);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

test("shares fill (0, 1) evenly, whatever the words", () => {
  for (const words of [[1], [1, "a"], [2, "a"]]) {
    const shares = draws.map((n) => shareAt(chanceOf(...words), n));
    const tenths = Array.from({ length: 10 }, (_, i) => shares.filter((share) => Math.floor(share * 10) === i).length);
    // 10,000 each, give or take five standard deviations of 95.
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(475);
  }
});

test("deviations are triangular in (-1, 1): mean 0, a sixth of square mean", () => {
  const values = draws.map((n) => deviationAt(chanceOf("any"), n));
  expect(Math.max(...values.slice(0, 50_000))).toBeLessThan(1);
  expect(Math.min(...values.slice(0, 50_000))).toBeGreaterThan(-1);
  expect(mean(values)).toBeCloseTo(0, 2);
  expect(mean(values.map((value) => value * value))).toBeCloseTo(1 / 6, 2);
});

test("neighbours and other words are independent", () => {
  const [a, b] = [chanceOf(1, "a"), chanceOf(1, "b")];
  expect(mean(draws.map((n) => deviationAt(a, n) * deviationAt(a, n + 1)))).toBeCloseTo(0, 2);
  expect(mean(draws.map((n) => deviationAt(a, n) * deviationAt(a, n + 24)))).toBeCloseTo(0, 2);
  expect(mean(draws.map((n) => deviationAt(a, n) * deviationAt(b, n)))).toBeCloseTo(0, 2);
});

test("the draws of a seed are these for ever: a stored truth stays the truth", () => {
  const chance = chanceOf(1, "tannery", "areaM2", "hour");
  expect([0, 1, 490_896].map((n) => deviationAt(chance, n))).toMatchInlineSnapshot(`
    [
      0.1527862548828125,
      -0.334503173828125,
      0.60736083984375,
    ]
  `);
});

test("a triangular quantile is what the formula gives by hand", () => {
  const range = { low: 1, mode: 2, high: 5 };
  expect(triangular(range, 0)).toBe(1);
  expect(triangular(range, 0.25)).toBe(2); // the share below the mode is (2 - 1) / (5 - 1)
  expect(triangular(range, 1 / 16)).toBe(1.5); // 1 + sqrt(1/16 * 4 * 1)
  expect(triangular(range, 1)).toBe(5);
  expect(triangular({ low: 7, mode: 7, high: 7 }, 0.3)).toBe(7);
});
