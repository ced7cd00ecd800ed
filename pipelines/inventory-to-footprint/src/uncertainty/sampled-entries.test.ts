import { expect, test } from "vitest";
import { type Distribution, quantileOf } from "./distribution.ts";
import { drawHash } from "./draw-hash.ts";
import { sampledEntries } from "./sampled-entries.ts";
import type { SystemValues, UncertainEntry } from "./uncertain-entry.ts";
import { draw } from "./uniforms.ts";

const values = (technosphere: readonly number[], interventions: readonly number[] = []): SystemValues => ({
  technosphere: Float64Array.from(technosphere),
  interventions: Float64Array.from(interventions),
  factors: Float64Array.of(1, 28),
  parameters: new Float64Array(0),
});

const input = (id: string, amount: number, distribution: Distribution): UncertainEntry => ({
  ...{ id, amount, distribution },
  ...{ matrix: "technosphere", place: 0, factor: -1 },
});

const accepted = (entries: readonly UncertainEntry[], at: SystemValues) => {
  const sampled = sampledEntries(entries, at);
  if (sampled.kind !== "accept") throw new Error(JSON.stringify(sampled));
  return sampled.value;
};

/** The values of one run, drawn into a copy. */
const drawnIn = (run: number, entries: readonly UncertainEntry[], at: SystemValues, seed = 9) => {
  const { fill, entries: kept } = accepted(entries, at);
  const into = values([...at.technosphere], [...at.interventions]);
  const crossings = new Uint32Array(kept.length);
  fill({ seed, run }, into, crossings);
  return { ...into, crossings };
};

const uniformOf = (name: string, run: number): number => draw(drawHash(name), { seed: 9, run, number: 0 });

const lognormal = (median: number): Distribution => ({ kind: "lognormal", median, geometricSd: 1.4 });

test("each kind of distribution is drawn by its quantile, from the seed, the run and the name alone", () => {
  const kinds: readonly Distribution[] = [
    lognormal(2),
    { kind: "normal", mean: 2, sd: 0.3 },
    { kind: "triangular", min: 1, mode: 2, max: 4 },
    { kind: "uniform", min: 1, max: 3 },
  ];
  const entries = kinds.map((distribution, place) => ({ ...input(`x${place}`, 2, distribution), place }));
  for (const run of [0, 1, 5]) {
    const { technosphere } = drawnIn(run, entries, values([-2, -2, -2, -2]));
    kinds.forEach((distribution, i) => {
      const expected = -quantileOf(distribution, uniformOf(`x${i}`, run));
      expect(technosphere[i]).toBeCloseTo(expected, 14);
    });
  }
});

test("two exchanges of one place are drawn apart and then summed, what is certain there stays", () => {
  const entries = [input("gas", 2, lognormal(2)), input("more gas", 3, lognormal(3))];
  const drawn = drawnIn(4, entries, values([-2 - 3 - 0.5]));
  const apart = ["gas", "more gas"].map((name, i) => quantileOf(lognormal(2 + i), uniformOf(name, 4)));
  expect(drawn.technosphere[0]).toBeCloseTo(-0.5 - (apart[0] as number) - (apart[1] as number), 14);
});

test("an exchange that allocation hands to two columns has one draw, and the columns add up to it", () => {
  const whole = input("steam", 5, lognormal(5));
  const entries = [
    { ...whole, factor: -0.6 },
    { ...whole, place: 1, factor: -0.4 },
  ];
  const { technosphere } = drawnIn(3, entries, values([-3, -2]));
  const x = quantileOf(lognormal(5), uniformOf("steam", 3));
  expect(technosphere[0]).toBeCloseTo(-0.6 * x, 14);
  expect(technosphere[1]).toBeCloseTo(-0.4 * x, 14);
});

test("entries that share a draw rise together, whatever their matrix and distribution", () => {
  const load: UncertainEntry = { ...input("a", 2, lognormal(2)), draw: "load" };
  const other: UncertainEntry = {
    ...input("b", 1, { kind: "uniform", min: 0, max: 2 }),
    ...{ matrix: "interventions", factor: 1, draw: "load" },
  };
  const { technosphere, interventions } = drawnIn(8, [load, other], values([-2], [1]));
  const u = uniformOf("load", 8);
  expect(technosphere[0]).toBeCloseTo(-quantileOf(lognormal(2), u), 14);
  expect(interventions[0]).toBe(2 * u);
});

test("negative lognormal amounts stay negative in every draw", () => {
  const entries = [input("credit", -0.3, { kind: "lognormal", median: 0.3, geometricSd: 3 })];
  for (let run = 0; run < 500; run++) {
    const { technosphere, crossings } = drawnIn(run, entries, values([0.3]));
    expect(technosphere[0]).toBeGreaterThan(0);
    expect(crossings[0]).toBe(0);
  }
});

test("a normal that crosses zero is not cut off, and counted", () => {
  const { fill } = accepted([input("x", 1, { kind: "normal", mean: 1, sd: 1 })], values([-1]));
  const into = values([-1]);
  const crossings = new Uint32Array(1);
  let seen = 0;
  for (let run = 0; run < 2000; run++) {
    fill({ seed: 9, run }, into, crossings);
    if ((into.technosphere[0] as number) > 0) seen += 1;
  }
  expect(crossings[0]).toBe(seen);
  expect(Math.abs(seen / 2000 - 0.1587)).toBeLessThan(4 * Math.sqrt((0.1587 * 0.8413) / 2000));
});

test("an amount without spread is not touched: its place keeps the static bits", () => {
  const none: readonly Distribution[] = [
    { kind: "lognormal", median: 0.1, geometricSd: 1 },
    { kind: "normal", mean: 0.1, sd: 0 },
    { kind: "triangular", min: 0.1, mode: 0.1, max: 0.1 },
    { kind: "uniform", min: 0.1, max: 0.1 },
  ];
  const entries = none.map((distribution, i) => input(`x${i}`, 0.1, distribution));
  expect(accepted(entries, values([-0.4])).entries).toEqual([]);
  expect(drawnIn(1, entries, values([-0.4])).technosphere[0]).toBe(-0.4);
});

test("runs in any order, and entries in any order, give the same bits", () => {
  const entries = Array.from({ length: 20 }, (_, i) => ({ ...input(`x${i}`, i + 1, lognormal(i + 1)), place: i % 7 }));
  const at = values([-45, -48, -51, -54, -57, -60, -70]);
  const { fill, entries: kept } = accepted(entries.toReversed(), at);
  const into = values([...at.technosphere]);
  for (const run of [5, 2, 3, 2, 4, 5]) {
    fill({ seed: 9, run }, into, new Uint32Array(kept.length));
    expect(into.technosphere).toEqual(drawnIn(run, entries, at).technosphere);
  }
});

test("a place that does not exist, an amount that is none and a distribution that is none are refused by name", () => {
  const good = input("steam", 2, lognormal(2));
  const at = values([-2]);
  expect(sampledEntries([{ ...good, place: 1 }], at)).toMatchObject({
    reason: "invalid-entry",
    evidence: 'Exchange "steam": place 1 is not one of the 1 values of "technosphere". Give the place of an entry.',
  });
  expect(sampledEntries([{ ...good, factor: Number.NaN }], at)).toMatchObject({ reason: "invalid-entry" });
  expect(sampledEntries([{ ...good, distribution: lognormal(3) }], at)).toMatchObject({
    reason: "invalid-distribution",
    evidence: expect.stringContaining('Exchange "steam"'),
  });
});

test("two names whose hashes meet are refused, because their draws would not be independent", () => {
  // A published collision of FNV-1a with 64 bits.
  const [first, second] = ["8yn0iYCKYHlIj4-BwPqk", "GReLUrM4wMqfg9yzV3KQ"] as const;
  expect(drawHash(first)).toEqual(drawHash(second));
  const answer = sampledEntries([input(first, 2, lognormal(2)), input(second, 2, lognormal(2))], values([-4]));
  expect(answer).toMatchObject({ reason: "invalid-entry", evidence: expect.stringContaining("have the same hash") });
});
