import { faultText } from "@celadon/activity-to-inventory/closed-yaml";
import { criteriaOf, readMonthSpan, type Scheme } from "@celadon/footprint-to-ranking";
import { expect, test } from "vitest";
import { answersTemplate } from "./answers-template.ts";
import { readAnswers } from "./check-answers.ts";
import { loadSchemes } from "./load-schemes.ts";

const scheme = loadSchemes()[0] as Scheme; // it is shipped
const asked = { factory: "mill", scheme, declaredUnit: "t", months: readMonthSpan("2026") };
const file = `factory: mill
scheme: gbt-36132-2025
period: 2026
answers:
  lawfulness: { value: met, evidence: Letter 7, who: Mei, date: 2026-12-31 }
  water-reuse:
    value: 91.5
    unit: "%"
    evidence: Water balance 2026
    who: Mei
    date: 2026-12-31
`;
const told = (text: string, more = {}) =>
  readAnswers(text)
    .faultsFor({ ...asked, ...more })
    .map(faultText);

test("a good file gives its answers, its factory and its months", () => {
  const { answers, factory, period } = readAnswers(file);
  expect(told(file)).toEqual([]);
  expect([factory, period]).toEqual(["mill", readMonthSpan("2026")]);
  expect(answers.map(({ criterion, value, unit }) => [criterion, value, unit])).toEqual([
    ["lawfulness", "met", ""],
    ["water-reuse", "91.5", "%"],
  ]);
});

test("every fault is told at once, in the order of lines", () => {
  const bad = file
    .replace("factory: mill", "factory: mall")
    .replace("scheme: gbt-36132-2025", "scheme: other")
    .replace("value: met", "value: yes")
    .replace("    who: Mei\n", "")
    .replace("water-reuse", "water-ruse");
  expect(told(bad)).toEqual([
    'line 1, column 10: These are the answers of "mall", and "mill" is assessed. Give its own.',
    'line 2, column 9: These answers are to "other", and the scheme is gbt-36132-2025. Give answers to that: celadon assess --template.',
    'line 5, column 24: "lawfulness" is "yes", and may be met or not met. Write one of the two.',
    'line 6, column 3: "water-ruse" has no "who". Add `who`: who says so.',
  ]);
});

test.each([
  [
    file.replace("water-reuse", "water-ruse"),
    'line 6, column 3: "water-ruse" is no criterion of GB/T 36132-2025. Did you mean "water-reuse"?',
  ],
  [file.replace('    unit: "%"\n', ""), 'line 6, column 3: The unit of "water-reuse" is "".'],
  [file.replace("91.5", "191.5"), 'line 7, column 12: "191.5" is out of range.'],
  ["answers: [", "This is not YAML"],
  ["", "The file is empty."],
])("%j is told", (text, wanted) => {
  expect(told(text).join("\n")).toContain(wanted);
});

test("answers of other months than asked are refused", () => {
  expect(told(file, { months: readMonthSpan("2025") })).toEqual([
    "line 3, column 9: These answers are of 2026, and 2025 is assessed. Give those of the period, or leave --period away.",
  ]);
  expect(told(file, { months: undefined })).toEqual([]);
});

test("the template names every gate and criterion in English and Chinese, and none is answered by it", () => {
  const template = answersTemplate(scheme, "mill");
  for (const { id, name } of [...scheme.gates, ...criteriaOf(scheme)]) {
    expect(template).toContain(`\n  # ${id}:\n`);
    expect(template).toContain(`${name.en} ${name.zh}`);
  }
  expect(readAnswers(template).answers).toEqual([]);
});

test("a template that is filled in has no fault", () => {
  const values: Readonly<Record<string, string>> = { condition: "met", checklist: "1, 4", quantity: "5" };
  const kinds = new Map(criteriaOf(scheme).map(({ id, kind }) => [id, values[kind] as string]));
  let id = "";
  const filled = answersTemplate(scheme, "mill")
    .split("\n")
    .map((line) => {
      id = /^ {2}# ([a-z-]+):$/.exec(line)?.[1] ?? id;
      return line
        .replace(/^ {2}# ([a-z-]+):$/, "  $1:")
        .replace(/^ {2}# {3}unit: ("%"|[^#]*)(#.*)?$/, "    unit: $1")
        .replace(/^ {2}# {3}value:.*/, `    value: ${kinds.get(id) ?? "met"}`)
        .replace(/^ {2}# {3}(evidence|who):.*/, "    $1: Report 1")
        .replace(/^ {2}# {3}date:.*/, "    date: 2026-12-31");
    })
    .join("\n");
  expect(told(filled)).toEqual([]);
  expect(readAnswers(filled).answers).toHaveLength(18);
});
