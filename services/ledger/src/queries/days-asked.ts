import { refuse } from "@celadon/runtime";

const usual = 7;
const most = 92;

/** How many days of meters are asked for; 0: a week. Refused: what is no whole number of days, or more than three months. */
export function daysAsked(days: number): number {
  if (days === 0) return usual;
  if (Number.isInteger(days) && days > 0 && days <= most) return days;
  const problem = `"days" must be a whole number from 1 to ${most}.`;
  throw refuse({ status: 400, code: "bad-days", message: problem, details: [{ path: "days", problem }] });
}
