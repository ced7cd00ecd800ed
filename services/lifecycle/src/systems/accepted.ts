import { refuse } from "@celadon/runtime";
import type { Answer, AnswerCode } from "./answer.ts";

/** As HTTP counts them: what is wrong with the question, and what is wrong with the system it is about. */
const statuses: Readonly<Record<AnswerCode, number>> = {
  ...{ "bad-file": 400, "not-linked": 400, "unknown-demand": 400, "unknown-method": 400, "unknown-entry": 400 },
  ...{ "bad-change": 400, "bad-request": 400 },
  ...{ "not-square": 422, "structurally-singular": 422, "numerically-singular": 422, "not-converged": 422 },
  ...{ "empty-inventory": 422, "empty-method": 422, "no-uncertainty": 422, "unknown-impact": 422 },
  // Of plants, which are no systems here yet.
  ...{ "contradictory-inventory": 422, "incomplete-inventory": 422, "running-period": 422, "no-production": 422 },
  ...{ "ambiguous-provider": 422, "bad-link": 400, "bad-electricity": 400, "wrong-unit": 400, "no-inventory": 422 },
  "answer-too-large": 413,
  cancelled: 503,
};

/** The value of an answer; throws its refusal, whose details name the ids it is about. */
export function accepted<T>(answer: Answer<T>): T {
  if (answer.kind === "accept") return answer.value;
  const { code, message, ids, total } = answer;
  const left = total - ids.length;
  const more = left > 0 ? [{ path: "", problem: `And ${left} more.` }] : [];
  const details = [...ids.map((id) => ({ path: id, problem: code })), ...more];
  throw refuse({ status: statuses[code], code, message, details });
}
