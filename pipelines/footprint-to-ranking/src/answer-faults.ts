import type { CriterionAnswer } from "@celadon/proto";
import { didYouMean, readDecimal } from "@celadon/quantity";
import { itemsOf } from "./items-of.ts";
import { criteriaOf, type Gate, type Scheme, type SchemeCriterion, unitOfCriterion } from "./scheme.ts";

/** One thing wrong with an answer: the rule with the offender, and the fix. `field`: undefined where the criterion itself is. */
export interface AnswerFault {
  /** Its place in the list, from 0. */
  readonly index: number;
  readonly field: keyof CriterionAnswer | undefined;
  readonly problem: string;
  readonly fix: string;
}

/** Everything that is wrong with answers to a scheme. `declaredUnit`: of the product that intensities are per unit of. */
export function answerFaults(
  answers: readonly CriterionAnswer[],
  { scheme, declaredUnit }: { readonly scheme: Scheme; readonly declaredUnit: string },
): readonly AnswerFault[] {
  const asked = new Map<string, Gate | SchemeCriterion>(
    [...scheme.gates, ...criteriaOf(scheme)].map((one) => [one.id, one]),
  );
  return answers.flatMap((answer, index) => {
    const criterion = asked.get(answer.criterion);
    const isAgain = answers.findIndex((one) => one.criterion === answer.criterion) < index;
    if (criterion === undefined) {
      const near = didYouMean(answer.criterion, [...asked.keys()]);
      const problem = `"${answer.criterion}" is no criterion of ${scheme.standard}.${near}`;
      return [{ index, field: undefined, problem, fix: `Take one of ${[...asked.keys()].join(", ")}.` }];
    }
    const again = { field: undefined, problem: `"${answer.criterion}" is answered twice.`, fix: "Keep one answer." };
    const all = [...(isAgain ? [again] : []), ...valueFaults(answer, criterion, declaredUnit), ...paperFaults(answer)];
    return all.map((fault) => ({ index, ...fault }));
  });
}

type Fault = Omit<AnswerFault, "index">;

function valueFaults(
  { value, unit }: CriterionAnswer,
  criterion: Gate | SchemeCriterion,
  declaredUnit: string,
): readonly Fault[] {
  const kind = "kind" in criterion ? criterion.kind : "condition";
  const wanted = unitOfCriterion(criterion, declaredUnit);
  const unitFault: readonly Fault[] =
    unit === wanted
      ? []
      : [
          {
            field: "unit",
            problem: `The unit of "${criterion.id}" is "${unit}".`,
            fix: wanted === "" ? "It has none: take the unit out." : `Give the value in ${wanted}, and write that.`,
          },
        ];
  return [...valueFault(value, criterion, kind), ...unitFault];
}

function valueFault(value: string, criterion: Gate | SchemeCriterion, kind: SchemeCriterion["kind"]): readonly Fault[] {
  const fault = (problem: string, fix: string): readonly Fault[] => [{ field: "value", problem, fix }];
  if (kind === "condition") {
    if (value === "met" || value === "not met") return [];
    return fault(`"${criterion.id}" is "${value}", and may be met or not met.`, "Write one of the two.");
  }
  if ("kind" in criterion && criterion.kind === "checklist") {
    const count = criterion.items.length;
    if (itemsOf(value, count) !== undefined) return [];
    return fault(
      `"${value}" names no items of "${criterion.id}".`,
      `Write numbers from 1 to ${count}, such as \`1, 4\`, or none.`,
    );
  }
  const number = readDecimal(value);
  if (number === undefined) return fault(`"${value}" is no plain decimal number.`, "Write it like `12.5`.");
  const isShare = "kind" in criterion && criterion.kind === "quantity" && criterion.unit === "%";
  if (number.isNegative() || (isShare && number.greaterThan(100))) {
    return fault(`"${value}" is out of range.`, isShare ? "Write 0 to 100." : "Write 0 or more.");
  }
  return [];
}

/** A day of the calendar, `2026-12-31`: one that it lacks becomes another text. */
function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.exec(text) ?? [];
  if (year === undefined) return false;
  return Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }).toString() === text;
}

const paperFaults = ({ criterion, evidence, who, date }: CriterionAnswer): readonly Fault[] => [
  ...(evidence.trim() === ""
    ? [
        {
          field: "evidence" as const,
          problem: `"${criterion}" has no evidence.`,
          fix: "Name the document that shows it.",
        },
      ]
    : []),
  ...(who.trim() === ""
    ? [{ field: "who" as const, problem: `Nobody stands behind "${criterion}".`, fix: "Write who says so." }]
    : []),
  ...(isDay(date)
    ? []
    : [
        {
          field: "date" as const,
          problem: `"${date}" is no date of "${criterion}".`,
          fix: "Write it like 2026-12-31.",
        },
      ]),
];
