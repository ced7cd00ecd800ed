import {
  dictionary,
  may,
  name,
  need,
  type RecordOf,
  record,
  scalar,
  text,
} from "@celadon/activity-to-inventory/closed-yaml";
import { readMonthSpan } from "@celadon/footprint-to-ranking";

const months = scalar({ type: "string" }, (given) => {
  const value = readMonthSpan(given);
  if (value !== undefined) return { value };
  return { problem: `"${given}" is no period of whole months.`, fix: "Write 2026, 2026-05 or 2025-11..2026-10." };
});

const answer = record({
  value: need(text, "met or not met, a number, or the numbers of what applies."),
  unit: may(text, "Of a number: as the criterion has it."),
  evidence: need(text, "the document that shows it."),
  who: need(text, "who says so."),
  date: need(text, "when, such as `2026-12-31`."),
});

export const answersFields = {
  factory: need(name, "whose answers these are."),
  scheme: need(text, "which scheme they answer, by its id."),
  period: may(months, "The months they are true of."),
  answers: may(
    dictionary(answer, () => undefined),
    "One entry for each criterion that is answered.",
  ),
};

export type AnswersDraft = Partial<RecordOf<typeof answersFields>>;
