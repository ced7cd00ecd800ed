import { keptOf } from "./kept-of.ts";
import { meanAndSd } from "./moments.ts";
import { percentile } from "./percentile.ts";
import type { Runs } from "./runs.ts";

/** The spread of one product kept, in the unit of its result. Of no run that has an answer: not a number. */
export interface SpreadOfRuns {
  /** Runs that have an answer; the others are among the failures. */
  readonly count: number;
  readonly mean: number;
  readonly median: number;
  readonly sd: number;
  readonly p2_5: number;
  readonly p97_5: number;
}

export function spreadOfRuns(runs: Runs, product: number): SpreadOfRuns {
  const sorted = keptOf(runs, product)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const { count, mean, sd } = meanAndSd(runs.moments);
  return {
    count,
    mean: mean[product] ?? Number.NaN,
    sd: sd[product] ?? Number.NaN,
    ...{ median: percentile(sorted, 0.5), p2_5: percentile(sorted, 0.025), p97_5: percentile(sorted, 0.975) },
  };
}
