import { refuse } from "@celadon/runtime";

const usual = 5;
const most = 100;

/** How many readings around one are asked for; 0: five. Refused: what is no whole number, or more than a hundred. */
export function aroundAsked(around: number): number {
  if (around === 0) return usual;
  if (Number.isInteger(around) && around > 0 && around <= most) return around;
  const problem = `"around" must be a whole number from 1 to ${most}.`;
  throw refuse({ status: 400, code: "bad-around", message: problem, details: [{ path: "around", problem }] });
}
