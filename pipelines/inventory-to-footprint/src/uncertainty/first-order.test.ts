import { expect, test } from "vitest";
import { lognormal, loopedSystem, matrixOf, staticIntensity, supplyOf } from "./example-system.ts";
import { type FirstOrder, firstOrder } from "./first-order.ts";
import { monteCarlo } from "./monte-carlo.ts";
import { spreadOfRuns } from "./spread-of-runs.ts";
import type { UncertainEntry } from "./uncertain-entry.ts";
import type { UncertainSystem } from "./uncertain-system.ts";

const of = (system: UncertainSystem, demand: readonly number[]): FirstOrder => {
  const solution = { supply: supplyOf(system, demand), intensity: staticIntensity(system) };
  const answer = firstOrder(system, solution);
  if (answer.kind !== "accept") throw new Error(answer.evidence);
  return answer.value;
};

const unit = (n: number, i: number): readonly number[] => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0));

const normal = (amount: number, sd: number) => ({ kind: "normal", mean: amount, sd }) as const;

/** Process 1 takes 0.5 of process 0; they emit 2 and 1: y0 = 2, y1 = 1 + 0.5 * 2 = 2, s = (0.5, 1) for one of product 1. */
const two = (entries: readonly UncertainEntry[]): UncertainSystem => ({
  technosphere: matrixOf(
    [
      [1, -0.5],
      [0, 1],
    ],
    2,
  ),
  interventions: matrixOf([[2, 1]], 2),
  factors: Float64Array.of(1),
  entries,
});
const input: UncertainEntry = {
  ...{ id: "input", matrix: "technosphere", place: 1, amount: 0.5, factor: -1 },
  distribution: normal(0.5, 0.1),
};
const emission: UncertainEntry = {
  ...{ id: "emission", matrix: "interventions", place: 1, amount: 1, factor: 1 },
  distribution: normal(1, 0.3),
};
const factor: UncertainEntry = {
  ...{ id: "gwp", matrix: "factors", place: 0, amount: 1, factor: 1 },
  distribution: normal(1, 0.05),
};

test("by hand: dh/da = y s = 2, dh/db = c s = 1, dh/dc = g = 2", () => {
  const { variance, sd, shares } = of(two([input, emission, factor]), [0, 1]);
  expect(variance).toBeCloseTo(0.2 ** 2 + 0.3 ** 2 + 0.1 ** 2, 14);
  expect(sd).toBeCloseTo(Math.sqrt(0.14), 14);
  expect(shares.map(({ draw }) => draw)).toEqual(["emission", "input", "gwp"]);
  expect(shares.map(({ share }) => share).map((share) => Math.round(share * 14))).toEqual([9, 4, 1]);
});

test("entries of one draw rise together: their effects add up before they are squared", () => {
  const load = { draw: "load" };
  const { variance, shares } = of(
    two([
      { ...input, ...load },
      { ...emission, ...load },
    ]),
    [0, 1],
  );
  expect(variance).toBeCloseTo(0.5 ** 2, 14);
  expect(shares).toHaveLength(1);
});

test("the difference of two products: what they share cancels", () => {
  // One of product 0 and one of product 1 both emit 2 in all; product 1 has half of its from process 0.
  const own: UncertainEntry = { ...emission, id: "own", place: 0, amount: 2, distribution: normal(2, 0.4) };
  expect(of(two([own]), [1, 0]).sd).toBeCloseTo(0.4, 14);
  expect(of(two([own]), [1, -1]).sd).toBeCloseTo(0.2, 14);
});

test("within 5 % of the standard deviation of the runs for sigma up to 0.1, in loops too", () => {
  const g = Math.exp(0.1);
  const system = loopedSystem({ inputs: lognormal(g), interventions: lognormal(g) });
  const made = monteCarlo(system, staticIntensity(system));
  const products = [0, 5, 23];
  const runs = made.kind === "accept" ? made.value.runs({ seed: 3, from: 0, to: 4000, products }) : made;
  if (runs.kind !== "accept") throw new Error(JSON.stringify(runs));
  for (const product of products) {
    const { sd } = spreadOfRuns(runs.value, product);
    expect(Math.abs(of(system, unit(24, product)).sd / sd - 1)).toBeLessThan(0.05);
  }
});

test("shares add up to 1, and the order of the entries changes no bit", () => {
  const system = loopedSystem({ inputs: lognormal(1.1), interventions: lognormal(1.3) });
  const answer = of(system, unit(24, 23));
  expect(answer.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(of({ ...system, entries: system.entries.toReversed() }, unit(24, 23))).toEqual(answer);
});

test("what cannot be drawn is refused by name", () => {
  const solution = { supply: Float64Array.of(0.5, 1), intensity: Float64Array.of(2, 2) };
  expect(firstOrder(two([{ ...input, place: 9 }]), solution)).toMatchObject({ reason: "invalid-entry" });
  expect(firstOrder(two([{ ...input, distribution: normal(1, -1) }]), solution)).toMatchObject({
    reason: "invalid-distribution",
    evidence: expect.stringContaining('"input"'),
  });
});
