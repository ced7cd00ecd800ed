import type { LcaAnswer } from "./lca-refusal.ts";
import { type LinearSolver, linearSolver, sparseLu } from "./linear-solver.ts";
import { type Telling, toldSystem } from "./told-system.ts";

/** For tests: the value of an answer. */
export const accepted = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};

/** For tests: answers for a told system. */
export const solverOf = (telling: Telling): LinearSolver => accepted(linearSolver(toldSystem(telling), sparseLu));
