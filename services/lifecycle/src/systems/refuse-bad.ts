import { refuse } from "@celadon/runtime";

/** A question that cannot be meant: the field, and what it should hold. */
export const refuseBad = (path: string, problem: string) =>
  refuse({ status: 400, code: "bad-request", message: problem, details: [{ path, problem }] });
