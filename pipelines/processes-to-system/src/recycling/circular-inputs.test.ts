import fc from "fast-check";
import { expect, test } from "vitest";
import { type CircularParameters, type CircularPart, circularInputs } from "../index.ts";

const parts = [
  "virgin",
  "recycled-input",
  "virgin-displaced",
  "recycling-at-end-of-life",
  "energy-recovery",
  "heat-displaced",
  "power-displaced",
  "disposal",
] as const satisfies readonly CircularPart[];
type Impacts = Readonly<Record<CircularPart, number>>;

const amounts = (parameters: CircularParameters): Readonly<Partial<Record<CircularPart, number>>> => {
  const outcome = circularInputs(parameters);
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  return Object.fromEntries(outcome.value.map(({ of, amount }) => [of, amount]));
};
const total = (parameters: CircularParameters, impacts: Impacts): number => {
  const inputs = amounts(parameters);
  return parts.reduce((sum, part) => {
    const amount = inputs[part];
    return amount === undefined ? sum : sum + amount * impacts[part];
  }, 0);
};

// R1 0.3, R2 0.5, R3 0.2, A 0.5, both ratios 0.9, LHV 10, XER 0.3 and 0.2.
const example: CircularParameters = {
  R1: 0.3,
  R2: 0.5,
  R3: 0.2,
  A: 0.5,
  qualityIn: 0.9,
  qualityOut: 0.9,
  energy: { LHV: 10, XERheat: 0.3, XERelec: 0.2 },
};
// Ev = E*v = 2, Erecycled 0.8, ErecyclingEoL 0.6, EER 1.5, ESE 0.07 and 0.15, ED 0.1.
const impacts: Impacts = {
  virgin: 2,
  "virgin-displaced": 2,
  "recycled-input": 0.8,
  "recycling-at-end-of-life": 0.6,
  "energy-recovery": 1.5,
  "heat-displaced": 0.07,
  "power-displaced": 0.15,
  disposal: 0.1,
};

test("1.4 virgin + 0.39 recycled content - 0.3 recycled at the end + 0.198 burnt + 0.03 disposed of are 1.718", () => {
  expect(total(example, impacts)).toBeCloseTo(1.718, 12);
});

test("what the former life does not bear of the recycled input is virgin: 0.7 + 0.3 x 0.5 x 0.9", () => {
  const inputs = amounts(example);
  expect(inputs.virgin).toBeCloseTo(0.835, 15);
  expect(inputs["recycled-input"]).toBeCloseTo(0.15, 15);
  expect(inputs["recycling-at-end-of-life"]).toBeCloseTo(0.25, 15);
  expect(inputs["virgin-displaced"]).toBeCloseTo(-0.225, 15);
  expect(inputs["energy-recovery"]).toBeCloseTo(0.2, 15);
  expect(inputs["heat-displaced"]).toBeCloseTo(-0.6, 15);
  expect(inputs["power-displaced"]).toBeCloseTo(-0.4, 15);
  expect(inputs.disposal).toBeCloseTo(0.3, 15);
});

test("A = 1 is the cut-off by recycled content: (1 - R1) Ev + R1 Erecycled, and no ratio is needed", () => {
  const cutOff = { ...example, A: 1, R3: 0, qualityIn: undefined, qualityOut: undefined, energy: undefined };
  expect(amounts(cutOff)).toEqual({ virgin: 0.7, "recycled-input": 0.3, disposal: 0.5 });
});

test("A = 0 with a recycled input as good as virgin makes R1 irrelevant", () => {
  const at = (R1: number) => total({ ...example, A: 0, R1, qualityIn: 1 }, impacts);
  expect(at(0.3)).toBeCloseTo(at(0), 12);
  expect(at(1)).toBeCloseTo(at(0), 12);
});

test("B = 1 leaves energy recovery to the next life, and needs nothing of it", () => {
  const inputs = amounts({ ...example, B: 1, energy: undefined });
  expect(Object.keys(inputs).toSorted()).toEqual([
    "disposal",
    "recycled-input",
    "recycling-at-end-of-life",
    "virgin",
    "virgin-displaced",
  ]);
});

test("0.9 recycled and 0.1 burnt leave nothing to dispose of, not a rounding error", () => {
  expect(amounts({ ...example, R2: 0.9, R3: 0.1 })).not.toHaveProperty("disposal");
  expect(amounts({ ...example, R2: 0.7, R3: 0.3 })).not.toHaveProperty("disposal");
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const small = fc.double({ min: 0, max: 20, noNaN: true });
test("the inputs, each times its impact, are the closed formula", () => {
  const law = fc.tuple(
    fc.record({ R1: share, R2: share, burnt: share, A: share, B: share, qualityIn: small, qualityOut: small }),
    fc.record({ LHV: small, XERheat: share, XERelec: share }),
    fc.record(Object.fromEntries(parts.map((part) => [part, small])) as Record<CircularPart, typeof small>),
  );
  fc.assert(
    fc.property(law, ([{ burnt, ...rest }, energy, e]) => {
      const R3 = burnt * (1 - rest.R2);
      const { R1, R2, A, B, qualityIn, qualityOut } = rest;
      const { LHV, XERheat, XERelec } = energy;
      const closed =
        (1 - R1) * e.virgin +
        R1 * (A * e["recycled-input"] + (1 - A) * e.virgin * qualityIn) +
        (1 - A) * R2 * (e["recycling-at-end-of-life"] - e["virgin-displaced"] * qualityOut) +
        (1 - B) *
          R3 *
          (e["energy-recovery"] - LHV * XERheat * e["heat-displaced"] - LHV * XERelec * e["power-displaced"]) +
        (1 - R2 - R3) * e.disposal;
      expect(Math.abs(total({ ...rest, R3, energy }, e) - closed)).toBeLessThan(1e-9);
    }),
  );
});

const { energy } = example;
test.each<readonly [string, Partial<CircularParameters>]>([
  ["R1 is a share from 0 to 1, and not 1.1", { R1: 1.1 }],
  ["R1 is a share from 0 to 1, and not -0.1", { R1: -0.1 }],
  ["R2 is a share from 0 to 1, and not NaN", { R2: Number.NaN }],
  ["R3 is a share from 0 to 1, and not 2", { R3: 2 }],
  ["A is a share from 0 to 1, and not 1.5", { A: 1.5 }],
  ["B is a share from 0 to 1, and not -1", { B: -1 }],
  ["R2 + R3 is at most 1, and not 1.1", { R2: 0.6, R3: 0.5 }],
  ["Qsin/Qp is not negative, and not -0.9", { qualityIn: -0.9 }],
  ["Qsout/Qp is not negative, and not -1", { qualityOut: -1 }],
  ["Qsin/Qp is not stated", { qualityIn: undefined }],
  ["Qsout/Qp is not stated", { qualityOut: undefined }],
  ["LHV, XER,heat and XER,elec are not stated", { energy: undefined }],
  ["LHV is not negative, and not -10", energy === undefined ? {} : { energy: { ...energy, LHV: -10 } }],
  [
    "XER,heat is an efficiency from 0 to 1, and not 30",
    energy === undefined ? {} : { energy: { ...energy, XERheat: 30 } },
  ],
  [
    "XER,elec is an efficiency from 0 to 1, and not -1",
    energy === undefined ? {} : { energy: { ...energy, XERelec: -1 } },
  ],
])("a parameter is refused by its name: %s", (sentence, changed) => {
  const outcome = circularInputs({ ...example, ...changed });
  expect(outcome).toMatchObject({ kind: "reject", reason: "recycling", evidence: expect.stringContaining(sentence) });
});

test("all faults are told at once", () => {
  const outcome = circularInputs({ ...example, R1: 2, A: -1 });
  expect(outcome).toMatchObject({ evidence: expect.stringMatching(/R1 .*A /) });
});
