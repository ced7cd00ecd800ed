import { expect, test } from "vitest";
import { luBlockSolver } from "../solver/lu/block-solver.ts";
import { comparedRuns } from "./compared-runs.ts";
import { drawHash } from "./draw-hash.ts";
import { lognormal, loopedSystem, matrixOf, placeOf, type SpreadOf, staticIntensity } from "./example-system.ts";
import { joinedRuns } from "./joined-runs.ts";
import { meanAndSd } from "./moments.ts";
import { monteCarlo, type RunsWanted } from "./monte-carlo.ts";
import { narrowedRuns } from "./narrowed-runs.ts";
import type { Runs } from "./runs.ts";
import { spreadOfRuns } from "./spread-of-runs.ts";
import type { UncertainSystem } from "./uncertain-system.ts";
import { draw } from "./uniforms.ts";

const none: SpreadOf = () => undefined;

const runsOf = (system: UncertainSystem, wanted: Partial<RunsWanted>, start = staticIntensity(system)): Runs => {
  const made = monteCarlo(system, start);
  if (made.kind !== "accept") throw new Error(JSON.stringify(made));
  const runs = made.value.runs({ seed: 1, from: 0, to: 100, products: [0, 5, 23], ...wanted });
  if (runs.kind !== "accept") throw new Error(JSON.stringify(runs));
  return runs.value;
};

const spread = loopedSystem({ inputs: lognormal(1.2), interventions: lognormal(1.5) });

test("26, 33 (a): runs with zero spread have the static bits every time", () => {
  const system = loopedSystem({ inputs: lognormal(1), interventions: lognormal(1) });
  const y = staticIntensity(system);
  const runs = runsOf(system, { to: 5 });
  for (let run = 0; run < 5; run++) expect([...runs.kept.subarray(3 * run, 3 * run + 3)]).toEqual([y[0], y[5], y[23]]);
  expect(meanAndSd(runs.moments)).toEqual({ count: 5, mean: y, sd: new Float64Array(y.length) });
});

test("the same call twice gives the same bits", () => {
  expect(runsOf(spread, {})).toEqual(runsOf(spread, {}));
});

test("run 500 alone equals run 500 of 1,000, and stretches joined in order the whole", () => {
  const whole = runsOf(spread, { to: 1000 });
  const alone = runsOf(spread, { from: 500, to: 501 });
  expect(alone.kept).toEqual(whole.kept.slice(1500, 1503));
  const cuts = [0, 1, 37, 500, 501, 999, 1000];
  // A copy of each, as a worker thread hands it over.
  const parts = cuts.slice(1).map((to, i) => structuredClone(runsOf(spread, { from: cuts[i] as number, to })));
  const joined = parts.reduce(joinedRuns);
  expect(joined).toEqual({ ...whole, moments: expect.anything() });
  expect(meanAndSd(joined.moments)).toEqual(meanAndSd(whole.moments));
  expect(spreadOfRuns(joined, 5)).toEqual(spreadOfRuns(whole, 5));
});

test("stretches narrowed to the products kept, then joined, tell the same of these", () => {
  const whole = runsOf(spread, { to: 300 });
  const parts = [0, 1, 37, 300].map((from, i, cuts) => narrowedRuns(runsOf(spread, { from, to: cuts[i + 1] ?? from })));
  const joined = parts.reduce(joinedRuns);
  expect(joined.moments.map(({ mean }) => mean.length)).toEqual(joined.moments.map(() => 3));
  for (const [place, product] of [0, 5, 23].entries())
    expect(spreadOfRuns(joined, place)).toEqual(spreadOfRuns(whole, product));
});

test("one calculation that makes runs in another order makes the same ones", () => {
  const made = monteCarlo(spread, staticIntensity(spread));
  if (made.kind !== "accept") throw new Error(made.evidence);
  const again = (from: number) => made.value.runs({ seed: 1, from, to: from + 3, products: [0, 5, 23] });
  const before = again(10);
  again(90);
  expect(again(10)).toEqual(before);
  expect(before).toMatchObject({ value: { kept: runsOf(spread, { from: 10, to: 13 }).kept } });
});

test("another order of the entries changes no bit", () => {
  expect(runsOf({ ...spread, entries: spread.entries.toReversed() }, {})).toEqual(runsOf(spread, {}));
});

test("each run solves its system: what is left over is below the tolerance, whatever the start", () => {
  const runs = runsOf(spread, { to: 20 });
  const fromZero = runsOf(spread, { to: 20 }, new Float64Array(24));
  runs.kept.forEach((value, i) => {
    expect(Math.abs((fromZero.kept[i] as number) / value - 1)).toBeLessThan(1e-9);
  });
});

test("33 (b): symmetric distributions on emissions alone: the mean is static within 4 standard errors", () => {
  const normal: SpreadOf = (amount) => ({ kind: "normal", mean: amount, sd: amount / 5 });
  const triangular: SpreadOf = (amount) => ({ kind: "triangular", min: amount / 2, mode: amount, max: amount * 1.5 });
  for (const interventions of [normal, triangular]) {
    const system = loopedSystem({ inputs: none, interventions });
    const y = staticIntensity(system);
    const runs = runsOf(system, { to: 2000 });
    for (const product of [0, 5, 23]) {
      const { mean, sd, count } = spreadOfRuns(runs, product);
      expect(count).toBe(2000);
      expect(Math.abs(mean - (y[product] as number))).toBeLessThan((4 * sd) / Math.sqrt(count));
    }
  }
});

/** One process with one flow of 2 kg. */
const single = (geometricSd: number): UncertainSystem => ({
  technosphere: matrixOf([[1]], 1),
  interventions: matrixOf([[2]], 1),
  factors: Float64Array.of(3),
  entries: [
    {
      ...{ id: "co2", matrix: "interventions", place: 0, amount: 2, factor: 1 },
      distribution: { kind: "lognormal", median: 2, geometricSd },
    },
  ],
});

test("33 (c): one lognormal emission: the median goes to static, the mean to static e^(sigma^2 / 2)", () => {
  const sigma = 0.5;
  const runs = runsOf(single(Math.exp(sigma)), { to: 20_000, products: [0] });
  const { mean, median, sd, p2_5, p97_5 } = spreadOfRuns(runs, 0);
  const se = sd / Math.sqrt(20_000);
  expect(Math.abs(mean - 6 * Math.exp(sigma ** 2 / 2))).toBeLessThan(4 * se);
  expect(Math.abs(median - 6)).toBeLessThan(5 * se);
  expect(p2_5 / (6 * Math.exp(-1.96 * sigma))).toBeCloseTo(1, 1);
  expect(p97_5 / (6 * Math.exp(1.96 * sigma))).toBeCloseTo(1, 1);
});

test("percentiles of few runs are between the runs", () => {
  const runs = runsOf(single(1.5), { to: 3, products: [0] });
  const [low, middle, high] = [...runs.kept].sort((a, b) => a - b) as [number, number, number];
  const { p2_5, median, p97_5 } = spreadOfRuns(runs, 0);
  expect(median).toBe(middle);
  expect(p2_5).toBeCloseTo(low + 0.05 * (middle - low), 14);
  expect(p97_5).toBeCloseTo(middle + 0.95 * (high - middle), 14);
});

/** A loop that a tenth of the runs make need more than it makes. */
const fragile = (): UncertainSystem => {
  const technosphere = matrixOf(
    [
      [1, -0.9],
      [-0.9, 1],
    ],
    2,
  );
  return {
    technosphere,
    interventions: matrixOf([[1, 1]], 2),
    factors: Float64Array.of(1),
    entries: [
      {
        ...{ id: "feed", matrix: "technosphere", place: placeOf(technosphere, 0, 1), amount: 0.9, factor: -1 },
        distribution: { kind: "uniform", min: 0.2, max: 1.2 },
      },
    ],
  };
};

test("a run that does not converge is a counted failure, not a number and not dropped", () => {
  const runs = runsOf(fragile(), { to: 300, products: [0, 1] });
  // A sweep leaves 0.9 x of what was missing: above x = 1.11 the loop needs more than it makes.
  const x = Array.from({ length: 300 }, (_, run) => 0.2 + draw(drawHash("feed"), { seed: 1, run, number: 0 }));
  const failed = runs.failures.map(({ run }) => run);
  expect(failed).toEqual(expect.arrayContaining([...x.keys()].filter((run) => (x[run] as number) > 1.11)));
  expect(failed.filter((run) => (x[run] as number) < 1.08)).toEqual([]);
  expect(failed.length).toBeGreaterThan(10);
  for (const { run, failure } of runs.failures) {
    expect(failure).toBe("not-converged");
    expect(runs.kept[2 * run]).toBeNaN();
  }
  const { count, mean } = spreadOfRuns(runs, 0);
  expect(count).toBe(300 - runs.failures.length);
  const solved = runs.kept.filter((value, i) => i % 2 === 0 && !Number.isNaN(value));
  expect(mean / (solved.reduce((sum, value) => sum + value, 0) / count)).toBeCloseTo(1, 12);
});

test("a block solver takes the loops that sweeps leave, with the numbers of the run", () => {
  const system = fragile();
  const made = monteCarlo(system, staticIntensity(system), luBlockSolver);
  const runs = made.kind === "accept" ? made.value.runs({ seed: 1, from: 0, to: 300, products: [0] }) : made;
  expect(runs).toMatchObject({ kind: "accept", value: { failures: [] } });
});

test("a loop that a run leaves without any impact is solved, and has none", () => {
  const known = fragile();
  const nothing = { kind: "uniform", min: 0, max: 0 } as const;
  const entries = [0, 1].map((place) => ({
    ...({ id: `co2 of ${place}`, matrix: "interventions", place, amount: 1, factor: 1 } as const),
    distribution: nothing,
  }));
  const runs = runsOf({ ...known, entries }, { to: 1, products: [0, 1] });
  expect(runs.failures).toEqual([]);
  expect([...runs.kept]).toEqual([0, 0]);
});

test("a process that a run leaves without output is a singular run", () => {
  const system: UncertainSystem = {
    ...single(1.2),
    entries: [
      {
        ...{ id: "output", matrix: "technosphere", place: 0, amount: 1, factor: 1 },
        distribution: { kind: "uniform", min: 0, max: 0 },
      },
    ],
  };
  const runs = runsOf(system, { to: 2, products: [0] });
  expect(runs.failures).toEqual([
    { run: 0, failure: "singular" },
    { run: 1, failure: "singular" },
  ]);
  expect(spreadOfRuns(runs, 0)).toMatchObject({ count: 0, mean: Number.NaN, median: Number.NaN });
});

test("an input and an output that net to zero in the static run are drawn apart all the same", () => {
  const technosphere = {
    starts: Int32Array.of(0, 1, 3),
    rows: Int32Array.of(0, 0, 1),
    values: Float64Array.of(1, 0, 1),
  };
  const amounts = { matrix: "technosphere", place: 1, amount: 0.5 } as const;
  const distribution = { kind: "lognormal", median: 0.5, geometricSd: 1.3 } as const;
  const system: UncertainSystem = {
    technosphere,
    interventions: matrixOf([[1, 1]], 2),
    factors: Float64Array.of(1),
    entries: [
      { ...amounts, id: "in", factor: -1, distribution },
      { ...amounts, id: "out", factor: 1, distribution },
    ],
  };
  const { sd, mean } = spreadOfRuns(runsOf(system, { to: 500, products: [1] }), 1);
  expect(sd).toBeGreaterThan(0.1);
  expect(Math.abs(mean - 1)).toBeLessThan((4 * sd) / Math.sqrt(500));
});

test("draws that change a sign are reported by exchange", () => {
  const normal: SpreadOf = (amount) => (amount === 0.25 ? { kind: "normal", mean: amount, sd: amount } : undefined);
  const system = loopedSystem({ inputs: none, interventions: normal });
  const { crossings } = runsOf(system, { to: 200 });
  expect(crossings.size).toBeGreaterThan(0);
  for (const count of crossings.values()) expect(Math.abs(count / 200 - 0.1587)).toBeLessThan(0.11);
});

test("factors may be uncertain too, and an exchange whose factor is 0 needs no draw", () => {
  const known = single(1.2);
  const factor: UncertainSystem["entries"][number] = {
    ...{ id: "gwp", matrix: "factors", place: 0, amount: 3, factor: 1 },
    distribution: { kind: "normal", mean: 3, sd: 0.3 },
  };
  const { sd } = spreadOfRuns(runsOf({ ...known, entries: [factor] }, { to: 4000, products: [0] }), 0);
  expect(sd / 0.6).toBeCloseTo(1, 1);
  const zero = runsOf({ ...known, factors: Float64Array.of(0) }, { to: 3, products: [0] });
  expect([...zero.kept]).toEqual([0, 0, 0]);
});

test("two products under the same draws: what they share cancels", () => {
  // b is a and 1 % more: always larger, though both spread by 40 %.
  const technosphere = matrixOf(
    [
      [1, -1.01],
      [0, 1],
    ],
    2,
  );
  const system: UncertainSystem = { ...single(1.4), technosphere, interventions: matrixOf([[2, 0]], 2) };
  const runs = runsOf(system, { to: 200, products: [0, 1] });
  const { meanDifference, sdDifference, p2_5, p97_5, ...counts } = comparedRuns(runs, 0, 1);
  expect(counts).toMatchObject({ count: 200, isLess: 200, isEqual: 0, probabilityLess: 1 });
  // b - a is 1 % of a in every run, and so are its mean, its spread and its percentiles.
  const spread = spreadOfRuns(runs, 0);
  expect(meanDifference / spread.mean).toBeCloseTo(-0.01, 10);
  expect(sdDifference / spread.sd).toBeCloseTo(0.01, 10);
  expect([p2_5 / spread.p97_5, p97_5 / spread.p2_5].map((ratio) => ratio.toFixed(10))).toEqual([
    "-0.0100000000",
    "-0.0100000000",
  ]);
  expect(comparedRuns(runs, 1, 0).probabilityLess).toBe(0);
  expect(comparedRuns(runs, 1, 1)).toMatchObject({ isLess: 0, isEqual: 200 });
});

test("runs that cannot be are refused: the seed, the stretch, the product are named", () => {
  const made = monteCarlo(spread, staticIntensity(spread));
  if (made.kind !== "accept") throw new Error(made.evidence);
  const wanted = { seed: 1, from: 0, to: 1, products: [0] };
  const evidence = (change: Partial<RunsWanted>) => {
    const answer = made.value.runs({ ...wanted, ...change });
    return answer.kind === "reject" ? answer.evidence : undefined;
  };
  expect(evidence({ seed: -1 })).toContain("The seed is -1");
  expect(evidence({ from: 3, to: 2 })).toContain("Runs 3 to 2");
  expect(evidence({ products: [24] })).toContain("Product 24");
  expect(
    monteCarlo(
      {
        ...spread,
        technosphere: matrixOf(
          [
            [1, 1],
            [0, 0],
          ],
          2,
        ),
        entries: [],
      },
      new Float64Array(2),
    ),
  ).toMatchObject({
    reason: "singular-system",
  });
});

test("stretches that do not follow each other are not joined", () => {
  expect(() => joinedRuns(runsOf(spread, { to: 2 }), runsOf(spread, { from: 3, to: 4 }))).toThrow(
    "do not follow each other",
  );
});
