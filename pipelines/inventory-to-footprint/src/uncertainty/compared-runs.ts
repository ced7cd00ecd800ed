import { keptOf } from "./kept-of.ts";
import type { Runs } from "./runs.ts";
import { spreadOfValues } from "./spread-of-values.ts";

/** Two products under the same draws in every run: what they share cancels. Of no run that has an answer: not a number. */
export interface ComparedRuns {
  /** Runs in which both have an answer. */
  readonly count: number;
  readonly isLess: number;
  readonly isEqual: number;
  /** P(a < b) = isLess / count. */
  readonly probabilityLess: number;
  /** Of a - b, run by run, in the unit of their results; sd with N - 1 below the line. */
  readonly meanDifference: number;
  readonly sdDifference: number;
  readonly p2_5: number;
  readonly p50: number;
  readonly p97_5: number;
}

export function comparedRuns(runs: Runs, a: number, b: number): ComparedRuns {
  const ofB = keptOf(runs, b);
  const differences = keptOf(runs, a)
    .map((value, run) => value - (ofB[run] as number))
    .filter((difference) => !Number.isNaN(difference));
  // a - b is below 0 exactly where a < b: doubles have gradual underflow.
  const isLess = differences.filter((difference) => difference < 0).length;
  const isEqual = differences.filter((difference) => difference === 0).length;
  const count = differences.length;
  const { mean, sd, p2_5, p50, p97_5 } = spreadOfValues(differences);
  return {
    ...{ count, isLess, isEqual, probabilityLess: isLess / count },
    ...{ meanDifference: mean, sdDifference: sd, p2_5, p50, p97_5 },
  };
}
