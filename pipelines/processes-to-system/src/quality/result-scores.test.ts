import { expect, test } from "vitest";
import { resultScores, type ScoredPart, type ScoreRules } from "../index.ts";

const rules = (
  notApplicable: ScoreRules["notApplicable"] = "left-out",
  rounding: ScoreRules["rounding"] = "half-up",
): ScoreRules => ({ notApplicable, rounding });
const scored = (parts: readonly ScoredPart[], by: ScoreRules) => {
  const outcome = resultScores(parts, by);
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  return outcome.value;
};

// 6 of 10 kg scored 2, 3 kg to which the indicator does not apply, 1 kg that nobody scored.
const parts: readonly ScoredPart[] = [
  { id: "steel", weight: 6, scores: [2] },
  { id: "power", weight: 3, scores: ["not-applicable"] },
  { id: "paint", weight: 1, scores: undefined },
];

test("not applicable is left out, 12 / 6 = 2, or counts as worst, (12 + 15) / 9 = 3", () => {
  expect(scored(parts, rules("left-out")).indicators).toEqual([{ average: 2, score: 2, leftOutShare: 0.4 }]);
  expect(scored(parts, rules("worst")).indicators).toEqual([{ average: 3, score: 3, leftOutShare: 0.1 }]);
});

test("what nobody scored is in no average, and its tenth of the weight stands beside it by either rule", () => {
  expect(scored(parts, rules("left-out")).unscoredShare).toBe(0.1);
  expect(scored(parts, rules("worst")).unscoredShare).toBe(0.1);
});

test.each([
  [2.2, 2, 3],
  [2.5, 3, 3],
  [3, 3, 3],
])("an average of %s is %s by half-up and %s by ceiling", (average, halfUp, ceiling) => {
  const part: ScoredPart = { id: "steel", weight: 7, scores: [average] };
  expect(scored([part], rules("left-out", "half-up")).indicators[0]?.score).toBe(halfUp);
  expect(scored([part], rules("left-out", "ceiling")).indicators[0]?.score).toBe(ceiling);
});

test("a rounding error of the sum lifts no score: ten parts of 0.1 scored 2 are 2 by ceiling", () => {
  const tenths = Array.from({ length: 10 }, (_, at) => ({ id: `p${at}`, weight: 0.1 * (1 + at), scores: [2] }));
  expect(scored(tenths, rules("left-out", "ceiling")).indicators[0]?.score).toBe(2);
});

test("indicators are averaged apart, and any order of the parts gives the same bits", () => {
  const two: readonly ScoredPart[] = [
    { id: "a", weight: 0.1, scores: [1, 5] },
    { id: "b", weight: 0.2, scores: [4, "not-applicable"] },
    { id: "c", weight: 0.3, scores: [5, 1] },
  ];
  const { indicators } = scored(two, rules());
  expect(indicators.map(({ score }) => score)).toEqual([4, 2]); // 2.4 / 0.6, 0.8 / 0.4
  expect(scored(two.toReversed(), rules()).indicators).toEqual(indicators);
});

test("where nothing is scored there is no score, and the unscored share is all", () => {
  expect(scored([{ id: "a", weight: 2, scores: undefined }], rules())).toEqual({ indicators: [], unscoredShare: 1 });
  const none = scored([{ id: "a", weight: 2, scores: ["not-applicable"] }], rules("left-out"));
  expect(none.indicators).toEqual([{ average: undefined, score: undefined, leftOutShare: 1 }]);
});

test.each<readonly [string, readonly ScoredPart[]]>([
  ["Nothing contributes", []],
  ["Nothing contributes", [{ id: "a", weight: 0, scores: [1] }]],
  ['weight, and these have not: "a"', [{ id: "a", weight: -1, scores: [1] }]],
  ['from 1 to 5, and these have not: "a"', [{ id: "a", weight: 1, scores: [6] }]],
  ['from 1 to 5, and these have not: "a"', [{ id: "a", weight: 1, scores: [Number.NaN] }]],
  [
    'and these have not: "b"',
    [
      { id: "a", weight: 1, scores: [1, 2] },
      { id: "b", weight: 1, scores: [1] },
    ],
  ],
])("refused: %s", (sentence, bad) => {
  const outcome = resultScores(bad, rules());
  expect(outcome).toMatchObject({ reason: "quality", evidence: expect.stringContaining(sentence) });
});
