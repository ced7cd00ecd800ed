import { expect, test } from "vitest";
import { fillQuantiles, normalQuantile } from "./normal-quantile.ts";

/** -sqrt(2) erfinv(1 - 2 u) of the double u, from mpmath 1.3.0 with 50 digits, printed as the nearest double. */
const reference: readonly (readonly [u: number, exact: number])[] = [
  [1.1102230246251565e-16, -8.209536151601387],
  [1e-15, -7.941345326170997],
  [1e-12, -7.034483825301132],
  [1.3887943864964021e-11, -6.657904643501103],
  [1e-10, -6.361340902404057],
  [1e-6, -4.753424308822899],
  [0.001, -3.0902323061678136],
  [0.01, -2.326347874040841],
  [0.025, -1.9599639845400543],
  [0.05, -1.6448536269514726],
  [0.07499999999999996, -1.4395314709384561],
  [0.075, -1.439531470938456],
  [0.1, -1.2815515655446004],
  [0.25, -0.6744897501960817],
  [0.3, -0.5244005127080408],
  [0.49999999999999994, -1.3914582123358836e-16],
  [0.6, 0.2533471031357997],
  [0.9, 1.2815515655446006],
  [0.925, 1.4395314709384561],
  [0.93, 1.475791028179171],
  [0.975, 1.9599639845400538],
  [0.999, 3.090232306167813],
  [0.999999, 4.753424308817087],
  [0.9999999999999999, 8.209536151601387],
];

test.each(reference)("the normal quantile of %d to 15 digits and more", (u, exact) => {
  expect(Math.abs(normalQuantile(u) / exact - 1)).toBeLessThanOrEqual(1e-15);
});

test("the median is 0, and the quantiles of u and 1 - u are opposite", () => {
  expect(normalQuantile(0.5)).toBe(0);
  for (const u of [2 ** -53, 2 ** -20, 0.0625, 0.25]) expect(normalQuantile(u)).toBe(-normalQuantile(1 - u));
});

test("many at once have the bits of each alone", () => {
  const uniforms = Float64Array.from(reference, ([u]) => u);
  const quantiles = new Float64Array(uniforms.length);
  fillQuantiles(uniforms, quantiles, new Int32Array(uniforms.length));
  expect(quantiles).toEqual(uniforms.map(normalQuantile));
});
