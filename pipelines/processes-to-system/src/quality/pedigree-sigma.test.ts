import { expect, test } from "vitest";
import { type PedigreeScores, pedigreeIndicators, pedigreeSets, pedigreeSigma } from "../index.ts";

const best: PedigreeScores = { reliability: 1, completeness: 1, time: 1, geography: 1, technology: 1 };
const sigmaOf = (scores: PedigreeScores, basic: number): number => {
  const outcome = pedigreeSigma(scores, basic, "ecoinvent-3");
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  return outcome.value.sigma;
};

test("data without a fault keep the basic spread: a variance of 0.0006 is the factor 1.05 over the 95 % range", () => {
  const outcome = pedigreeSigma(best, 0.0006, "ecoinvent-3");
  expect(outcome).toMatchObject({ kind: "accept", value: { set: "ecoinvent-3" } });
  if (outcome.kind !== "accept") return;
  expect(outcome.value.sigma).toBeCloseTo(Math.sqrt(0.0006), 15);
  expect(outcome.value.geometricSd ** 2).toBeCloseTo(1.05, 3);
});

test("scores (2; 3; 1; 1; 4) add 0.0006 + 0.0006 + 0 + 0 + 0.04 to the basic 0.0006: sigma is the root of 0.0418", () => {
  const scores = { reliability: 2, completeness: 3, time: 1, geography: 1, technology: 4 };
  expect(sigmaOf(scores, 0.0006)).toBeCloseTo(Math.sqrt(0.0418), 15);
});

test("all scores 5 add 0.04 + 0.008 + 0.04 + 0.002 + 0.12 = 0.21", () => {
  const scores = { reliability: 5, completeness: 5, time: 5, geography: 5, technology: 5 };
  expect(sigmaOf(scores, 0)).toBeCloseTo(Math.sqrt(0.21), 15);
});

// As openLCA publishes them in its pedigree system: factors U of the 95 % range, U = exp(2 sigma).
const factors = {
  reliability: [1, 1.05, 1.1, 1.2, 1.5],
  completeness: [1, 1.02, 1.05, 1.1, 1.2],
  time: [1, 1.03, 1.1, 1.2, 1.5],
  geography: [1, 1.01, 1.02, 1.05, 1.1],
  technology: [1, 1.05, 1.2, 1.5, 2],
};
test.each(pedigreeIndicators)(
  "the variances of %s are (ln U / 2)^2 of the published factors, rounded to a digit or two",
  (name) => {
    for (const [at, variance] of pedigreeSets["ecoinvent-3"].additionalVariance[name].entries()) {
      const exact = (Math.log(factors[name][at] as number) / 2) ** 2;
      expect(Math.abs(variance - exact)).toBeLessThanOrEqual(0.13 * exact);
    }
  },
);

test.each([0, 6, 1.5, -1, Number.NaN])("a score of %s is refused by its indicator", (score) => {
  const outcome = pedigreeSigma({ ...best, time: score }, 0.0006, "ecoinvent-3");
  expect(outcome).toMatchObject({ reason: "quality", evidence: expect.stringContaining(`"time ${score}"`) });
});

test.each([-0.1, Number.NaN, Number.POSITIVE_INFINITY])("a basic variance of %s is refused", (basic) => {
  expect(pedigreeSigma(best, basic, "ecoinvent-3")).toMatchObject({ kind: "reject", reason: "quality" });
});

test("a set that is not known is refused with those that are", () => {
  const outcome = pedigreeSigma(best, 0.0006, "ecoinvent-9");
  expect(outcome).toMatchObject({ evidence: 'Pedigree set "ecoinvent-9" is not known. Take one of "ecoinvent-3".' });
});
