import { describe, expect, test } from "vitest";
import { checkedDistribution } from "./checked-distribution.ts";
import { constantOf, type Distribution, meanOf, quantileOf, varianceOf } from "./distribution.ts";

const lognormal: Distribution = { kind: "lognormal", median: 2, geometricSd: 1.5 };
const normal: Distribution = { kind: "normal", mean: 3, sd: 0.5 };
const triangular: Distribution = { kind: "triangular", min: 1, mode: 2, max: 4 };
const uniform: Distribution = { kind: "uniform", min: -1, max: 3 };

describe("quantiles by hand", () => {
  test("a lognormal has its median at 1/2 and median * g at one standard deviation", () => {
    expect(quantileOf(lognormal, 0.5)).toBe(2);
    expect(quantileOf(lognormal, 0.8413447460685429)).toBeCloseTo(3, 14);
  });

  test("a negative lognormal stays negative in every draw", () => {
    for (const u of [2 ** -53, 0.01, 0.5, 0.99, 1 - 2 ** -53])
      expect(quantileOf({ ...lognormal, median: -2 }, u)).toBe(-quantileOf(lognormal, u));
  });

  test("normal: mean at 1/2, mean + sd at Phi(1)", () => {
    expect(quantileOf(normal, 0.5)).toBe(3);
    expect(quantileOf(normal, 0.8413447460685429)).toBeCloseTo(3.5, 14);
  });

  // F(2) = (2 - 1)^2 / ((4 - 1)(2 - 1)) = 1/3; F(3) = 1 - (4 - 3)^2 / ((4 - 1)(4 - 2)) = 5/6
  test("triangular: the mode at its share, both sides", () => {
    expect(quantileOf(triangular, 1 / 3)).toBeCloseTo(2, 15);
    expect(quantileOf(triangular, 5 / 6)).toBeCloseTo(3, 15);
    expect(quantileOf(triangular, 1 / 12)).toBeCloseTo(1.5, 15);
    const right = { ...triangular, mode: 1 };
    expect(quantileOf(right, 1 - 1 / 9)).toBeCloseTo(3, 14);
  });

  test("uniform: straight between both ends", () => {
    expect([0.25, 0.5].map((u) => quantileOf(uniform, u))).toEqual([0, 1]);
  });
});

test("mean and variance are those of the draws", () => {
  const count = 100_000;
  for (const distribution of [lognormal, normal, triangular, uniform]) {
    const values = Array.from({ length: count }, (_, i) => quantileOf(distribution, (i + 0.5) / count));
    const mean = values.reduce((sum, x) => sum + x, 0) / count;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count;
    expect(meanOf(distribution) / mean).toBeCloseTo(1, 4);
    expect(varianceOf(distribution) / variance).toBeCloseTo(1, 2);
  }
});

test("the variance of a narrow lognormal does not cancel, and both of its forms meet", () => {
  const of = (geometricSd: number) => varianceOf({ kind: "lognormal", median: 1, geometricSd });
  expect(of(1 + 1e-9) / 1e-18).toBeCloseTo(1, 6);
  for (const sigma of [0.0999999, 0.1000001]) {
    const exact = Math.exp(sigma * sigma) * Math.expm1(sigma * sigma);
    expect(of(Math.exp(sigma)) / exact).toBeCloseTo(1, 12);
  }
});

test("g = 1, sd = 0 and a = b are constants", () => {
  expect(constantOf({ ...lognormal, geometricSd: 1 })).toBe(2);
  expect(constantOf({ ...normal, sd: 0 })).toBe(3);
  expect(constantOf({ kind: "triangular", min: 1, mode: 1, max: 1 })).toBe(1);
  expect(constantOf({ kind: "uniform", min: 5, max: 5 })).toBe(5);
  expect([lognormal, normal, triangular, uniform].map(constantOf)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

describe("what cannot be drawn from is refused with the exchange", () => {
  const cases: readonly (readonly [Distribution, string])[] = [
    [{ ...lognormal, geometricSd: 0.9 }, "the geometric standard deviation is 0.9"],
    [{ ...lognormal, median: 2.1 }, "the median is 2.1, but the amount is 2"],
    [{ ...normal, sd: -1 }, "the standard deviation is -1"],
    [{ ...triangular, min: 2.5 }, "the minimum 2.5 is above the mode 2"],
    [{ ...triangular, mode: 5 }, "the mode 5 is above the maximum 4"],
    [{ ...uniform, min: 4 }, "the minimum 4 is above the maximum 3"],
    [{ ...uniform, max: Number.NaN }, "a parameter is not a finite number"],
    [{ ...lognormal, geometricSd: Number.POSITIVE_INFINITY }, "a parameter is not a finite number"],
  ];
  test.each(cases)("%j", (distribution, fault) => {
    const checked = checkedDistribution(distribution, { id: "steam of pulping", amount: 2 });
    expect(checked).toMatchObject({ kind: "reject", reason: "invalid-distribution" });
    expect(checked.kind === "reject" && checked.evidence).toContain(`Exchange "steam of pulping"`);
    expect(checked.kind === "reject" && checked.evidence).toContain(fault);
  });

  test("a lognormal amount of 0", () => {
    const checked = checkedDistribution({ ...lognormal, median: 0 }, { id: "x", amount: 0 });
    expect(checked).toMatchObject({ reason: "invalid-distribution" });
  });
});

test("a lognormal takes the stated amount as its median: its sign, and the digits a file rounded away", () => {
  const checked = checkedDistribution({ ...lognormal, median: 2 }, { id: "credit", amount: -2.000000001 });
  expect(checked).toEqual({ kind: "accept", value: { ...lognormal, median: -2.000000001 } });
});
