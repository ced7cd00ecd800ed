import { CriterionVerdict } from "@celadon/proto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { assess } from "./assess.ts";
import type { MeasuredFigure } from "./assessed-factory.ts";
import { peers } from "./plant-in-test.ts";
import { allAnswers, answer, byEnergy, energyCriterion, smallScheme, tannery } from "./scheme-in-test.ts";

const { CRITERION_VERDICT_MET: met, CRITERION_VERDICT_NOT_MET: notMet } = CriterionVerdict;
const { CRITERION_VERDICT_UNKNOWN: unknown } = CriterionVerdict;
const criterion = (id: string, ...args: Parameters<typeof assessed>) =>
  assessed(...args).criteria.find((one) => one.id === id);
const assessed = (factory = tannery(), answers = allAnswers, scheme = smallScheme) => assess(scheme, factory, answers);

test("points are those of the hand: 20 of energy, 20 of reuse, 10 of the platform, 10 of the footprint", () => {
  const { points, pointsReached, pointsLowest, pointsHighest, gates, conclusion } = assessed();
  // Energy: leading 400, base (500 + 400 + 900) / 3 = 600: 40 * (500 - 600) / (400 - 600) = 20. Reuse: 30 * (80 - 60) / 30 = 20.
  expect(assessed().criteria.map((one) => [one.id, one.points])).toEqual([
    ["law", undefined],
    ["energy", "20"],
    ["reuse", "20"],
    ["platform", "10"],
    ["footprint", "10"],
  ]);
  expect([points, pointsReached, pointsLowest, pointsHighest, gates]).toEqual(["60", "60", "60", "60", met]);
  expect(conclusion).toContain("All gates are met, with 60 points.");
});

test("a figure in kgce is judged in the unit of the scheme", () => {
  expect(criterion("energy")).toMatchObject({
    ...{ value: "0.5", unit: "tce per m2", leading: "0.4", base: "0.6", basis: "measured", verdict: met },
    reference: '3 real factories of "finished leather"',
  });
});

test("dimensions have the sums of their criteria, and all weights add up", () => {
  const { dimensions, pointsPossible } = assessed(tannery(), [answer("law", "met")]);
  expect(pointsPossible).toBe("100");
  expect(dimensions.map((one) => [one.id, one.weight, one.pointsReached, one.pointsLowest, one.pointsHighest])).toEqual(
    [
      ["use", "70", "20", "20", "50"],
      ["care", "30", "10", "10", "30"],
    ],
  );
});

test("what nobody says is unknown: no total, but what is reached and what may come", () => {
  const { points, pointsReached, pointsHighest, conclusion } = assessed(tannery(), []);
  expect([points, pointsReached, pointsHighest]).toEqual([undefined, "30", "80"]);
  expect(conclusion).toContain("1 of 1 gates and 2 of 4 criteria are unknown");
  expect(criterion("reuse", tannery(), [])).toMatchObject({
    verdict: unknown,
    evidence: 'What of reuse: nothing in Celadon says it. Declare it in %, with its evidence: answer "reuse".',
  });
});

test("a gate that is not met decides, whatever the points", () => {
  const { gates, points, conclusion } = assessed(tannery(), [...allAnswers.slice(1), answer("law", "not met")]);
  expect([gates, points]).toEqual([notMet, "60"]);
  expect(conclusion).toContain("No green factory, whatever the points");
});

test("too few peers set no values, and the figure is shown without points", () => {
  expect(criterion("energy", tannery({}, ["400"]))).toMatchObject({
    ...{ verdict: unknown, value: "0.5", points: undefined, leading: undefined },
    evidence: expect.stringContaining("2 factories have a figure that may be compared, and it takes 3."),
  });
});

const withEntries = (change: (figure: MeasuredFigure) => Partial<MeasuredFigure>, isSimulated = false) => {
  const factory = tannery({ isSimulated });
  const figure = factory.measured.get("energy");
  if (figure === undefined) throw new TypeError("The tannery measures energy.");
  return { ...factory, measured: new Map([["energy", { ...figure, ...change(figure) }]] as const) };
};
const simulated = { ...peers, simulated: true };
const allSimulated = ({ entries }: MeasuredFigure) => ({
  group: simulated,
  entries: entries.map((one) => ({ ...one, peerGroup: simulated })),
});

test("simulated peers never set values for a real factory, one by one or as a group", () => {
  const mixed = withEntries(({ entries }) => ({
    entries: entries.map((one, i) => (i === 0 ? one : { ...one, peerGroup: simulated })),
  }));
  expect(criterion("energy", mixed)?.verdict).toBe(unknown);
  expect(criterion("energy", withEntries(allSimulated))?.verdict).toBe(unknown);
});

test("they set them for a simulated factory, and the assessment says so", () => {
  const demo = assessed(withEntries(allSimulated, true));
  expect(demo.criteria[1]).toMatchObject({ points: "20", reference: expect.stringContaining("3 simulated factories") });
  expect(demo.marks).toEqual(["simulated"]);
  expect(demo.notes.at(-1)).toContain("模拟");
});

test("who is compared with nobody, or too thinly covered, has no points", () => {
  expect(
    criterion(
      "energy",
      withEntries(() => ({ group: undefined })),
    )?.evidence,
  ).toContain("the scheme states none");
  const thin = byEnergy("tannery", "500", { measuredShare: "0.8", missingShare: "0.2" }).indicator;
  expect(
    criterion(
      "energy",
      withEntries(() => ({ own: thin })),
    ),
  ).toMatchObject({ verdict: unknown, value: undefined });
});

test("what is measured goes before what is declared, and both are shown", () => {
  const declared = answer("energy", "0.3", { unit: "tce per m2" });
  expect(criterion("energy", tannery(), [declared])).toMatchObject({
    ...{ value: "0.5", basis: "measured", answer: declared },
    evidence: expect.stringContaining("The declared 0.3 tce per m2 does not count"),
  });
  const blind = tannery({ measured: new Map() });
  expect(criterion("energy", blind, [declared])).toMatchObject({ value: "0.3", basis: "declared", verdict: unknown });
});

test("a scheme's own values go before those of peers, and another unit is none of the product's", () => {
  const stated = { leading: "0.3", base: "0.7", source: "QB/T 1" };
  const own = {
    ...smallScheme,
    dimensions: [{ ...smallScheme.dimensions[0], criteria: [{ ...energyCriterion, per: "m2", stated }] }],
  };
  // 40 * (0.5 - 0.7) / (0.3 - 0.7) = 20
  const scheme = own as typeof smallScheme; // the first dimension is there
  expect(criterion("energy", tannery(), [], scheme)).toMatchObject({ points: "20", reference: "QB/T 1" });
  expect(criterion("energy", tannery({ declaredUnit: "t" }), [], scheme)?.evidence).toContain("is declared per t");
});

test("a footprint shows that it is quantified from the cradle on and when it is complete; an answer goes first", () => {
  expect(criterion("footprint")).toMatchObject({ points: "10", evidence: expect.stringContaining("a partial one") });
  expect(criterion("footprint", tannery(), [answer("footprint", "not met")])).toMatchObject({
    points: "0",
    verdict: notMet,
  });
  const { indicator } = tannery().footprint ?? {};
  if (indicator === undefined) throw new TypeError("The tannery has a footprint.");
  const gate = tannery({ footprint: { indicator, boundary: "gate-to-gate" } });
  const gap = { ...indicator, amount: undefined, reason: "186 h are missing." };
  const open = tannery({ footprint: { indicator: gap, boundary: "cradle-to-gate" } });
  for (const factory of [gate, open, tannery({ footprint: undefined })]) {
    expect(criterion("footprint", factory)).toMatchObject({ verdict: unknown, points: undefined });
  }
});

test("any order of peers and answers gives the same, and using less energy never fewer points", () => {
  const amount = fc.integer({ min: 1, max: 1_000 });
  const others = fc.array(amount, { minLength: 2, maxLength: 50 }).map((all) => all.map(String));
  fc.assert(
    fc.property(others, amount, amount, (all, a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map(String);
      const first = assessed(tannery({}, all, less));
      expect(assessed(turned(tannery({}, all, less)), allAnswers.toReversed())).toEqual(first);
      expect(Number(first.points)).toBeGreaterThanOrEqual(Number(assessed(tannery({}, all, more)).points));
      expect(Number(first.points)).toBeLessThanOrEqual(Number(first.pointsPossible));
    }),
  );
});

/** The same, with everybody in the other order. */
function turned(factory: ReturnType<typeof tannery>): ReturnType<typeof tannery> {
  const measured = [...factory.measured].map(
    ([name, figure]) => [name, { ...figure, entries: figure.entries.toReversed() }] as const,
  );
  return { ...factory, measured: new Map(measured) };
}
