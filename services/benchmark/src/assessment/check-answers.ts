import { type Fault, type Report, readParts, reportOn, yamlTree } from "@celadon/activity-to-inventory/closed-yaml";
import {
  type AnswerFault,
  answerFaults,
  type MonthSpan,
  monthSpanText,
  type Scheme,
} from "@celadon/footprint-to-ranking";
import type { CriterionAnswer } from "@celadon/proto";
import { type AnswersDraft, answersFields } from "./answers-shape.ts";

/** What an answers file says, as far as it can be read without knowing what it answers. */
export interface ReadAnswers {
  readonly factory: string | undefined;
  readonly period: MonthSpan | undefined;
  readonly answers: readonly CriterionAnswer[];
  /** What is wrong with it as answers of this factory to this scheme, by line. */
  readonly faultsFor: (asked: Asked) => readonly Fault[];
}

interface Asked {
  readonly factory: string;
  readonly scheme: Scheme;
  readonly declaredUnit: string;
  /** Undefined where nobody asked for months. */
  readonly months: MonthSpan | undefined;
}

/** Reads an answers file. Faults that need nothing else to be seen are in `faultsFor` too, so that all are told at once. */
export function readAnswers(text: string): ReadAnswers {
  const { tree, faults } = yamlTree(text);
  if (tree === undefined) return { factory: undefined, period: undefined, answers: [], faultsFor: () => faults };
  const shapes = reportOn(tree);
  const draft: AnswersDraft = readParts(answersFields, tree, [], shapes) ?? {};
  const answers = (draft.answers ?? []).flatMap(({ name: criterion, value }) =>
    value === undefined ? [] : [{ criterion, unit: "", ...value }],
  );
  return {
    factory: draft.factory,
    period: draft.period,
    answers,
    faultsFor: (asked) => {
      const report = reportOn(tree);
      judgeHead(draft, asked, report);
      for (const fault of answerFaults(answers, asked)) sayFault(fault, answers, report);
      return [...shapes.faults(), ...report.faults()].toSorted((a, b) => a.line - b.line || a.column - b.column);
    },
  };
}

function judgeHead({ factory, scheme, period }: AnswersDraft, asked: Asked, report: Report): void {
  if (factory !== undefined && factory !== asked.factory) {
    const problem = `These are the answers of "${factory}", and "${asked.factory}" is assessed.`;
    report.say(["factory"], { problem, fix: "Give its own." });
  }
  if (scheme !== undefined && scheme !== asked.scheme.id && scheme !== asked.scheme.standard) {
    const problem = `These answers are to "${scheme}", and the scheme is ${asked.scheme.id}.`;
    report.say(["scheme"], { problem, fix: "Give answers to that: celadon assess --template." });
  }
  const { months } = asked;
  if (period !== undefined && months !== undefined && monthSpanText(period) !== monthSpanText(months)) {
    const problem = `These answers are of ${monthSpanText(period)}, and ${monthSpanText(months)} is assessed.`;
    report.say(["period"], { problem, fix: "Give those of the period, or leave --period away." });
  }
}

function sayFault(
  { index, field, problem, fix }: AnswerFault,
  answers: readonly CriterionAnswer[],
  report: Report,
): void {
  const path = ["answers", answers[index]?.criterion ?? "", ...(field === undefined ? [] : [field])];
  report.say(path, { problem, fix, isName: field === undefined });
}
