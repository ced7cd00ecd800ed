import type { CriterionAnswer } from "@celadon/proto";
import { expect, test } from "vitest";
import { answerFaults } from "./answer-faults.ts";
import { allAnswers, answer, smallScheme } from "./scheme-in-test.ts";

const faults = (...answers: readonly CriterionAnswer[]) =>
  answerFaults(answers, { scheme: smallScheme, declaredUnit: "m2" });

test("good answers have no fault", () => {
  expect(
    faults(...allAnswers, answer("energy", "0.5", { unit: "tce per m2" }), answer("footprint", "not met")),
  ).toEqual([]);
  expect(faults(answer("platform", "none"))).toEqual([]);
});

test.each<[CriterionAnswer, keyof CriterionAnswer | undefined, string]>([
  [answer("lor", "met"), undefined, '"lor" is no criterion of Small 1. Did you mean "law"?'],
  [answer("law", "yes"), "value", '"law" is "yes", and may be met or not met.'],
  [answer("law", "met", { unit: "%" }), "unit", 'The unit of "law" is "%".'],
  [answer("energy", "0.5", { unit: "tce" }), "unit", 'The unit of "energy" is "tce".'],
  [answer("energy", "1e3", { unit: "tce per m2" }), "value", '"1e3" is no plain decimal number.'],
  [answer("energy", "-1", { unit: "tce per m2" }), "value", '"-1" is out of range.'],
  [answer("reuse", "101", { unit: "%" }), "value", '"101" is out of range.'],
  [answer("platform", "1, 5"), "value", '"1, 5" names no items of "platform".'],
  [answer("law", "met", { evidence: " " }), "evidence", '"law" has no evidence.'],
  [answer("law", "met", { who: "" }), "who", 'Nobody stands behind "law".'],
  [answer("law", "met", { date: "2026-02-29" }), "date", '"2026-02-29" is no date of "law".'],
  [answer("law", "met", { date: "31.12.2026" }), "date", '"31.12.2026" is no date of "law".'],
])("%j is refused at %s", (bad, field, problem) => {
  expect(faults(answer("footprint", "met"), bad)).toEqual([
    { index: 1, field, problem, fix: expect.stringMatching(/\.$/) },
  ]);
});

test("all faults are told at once, an answer given twice among them", () => {
  expect(
    faults(answer("law", "yes", { who: "" }), answer("law", "met")).map(({ index, field }) => [index, field]),
  ).toEqual([
    [0, "value"],
    [0, "who"],
    [1, undefined],
  ]);
});
