import { keptOf } from "./kept-of.ts";
import type { Runs } from "./runs.ts";

/** How often which of two products is the smaller, under the same draws in every run: what they share cancels. */
export interface ComparedRuns {
  readonly count: number;
  readonly isLess: number;
  readonly isEqual: number;
  /** P(a < b) = isLess / count. */
  readonly probabilityLess: number;
}

export function comparedRuns(runs: Runs, a: number, b: number): ComparedRuns {
  const [ofA, ofB] = [keptOf(runs, a), keptOf(runs, b)];
  let [count, isLess, isEqual] = [0, 0, 0];
  for (let i = 0; i < ofA.length; i++) {
    const [left, right] = [ofA[i] as number, ofB[i] as number];
    if (Number.isNaN(left) || Number.isNaN(right)) continue;
    count += 1;
    if (left < right) isLess += 1;
    if (left === right) isEqual += 1;
  }
  return { count, isLess, isEqual, probabilityLess: isLess / count };
}
