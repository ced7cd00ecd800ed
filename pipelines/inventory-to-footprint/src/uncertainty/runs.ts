import type { Moments } from "./moments.ts";
import type { RunFailure } from "./run-solver.ts";

export interface FailedRun {
  readonly run: number;
  readonly failure: RunFailure;
}

/** What runs `from` to `to - 1` gave. Plain data: a worker can hand it over. */
export interface Runs {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly products: readonly number[];
  /** The results of those products, run by run; not a number where the run failed. */
  readonly kept: Float64Array;
  /** Of those that were told by parts: how many groups each has, and what each gave, run by run, product by product. */
  readonly parts?: { readonly groups: readonly number[]; readonly kept: Float64Array };
  /** Counted, never dropped in silence. */
  readonly failures: readonly FailedRun[];
  readonly moments: Moments;
  /** Exchanges that were drawn with another sign than stated, and how often. Nothing is cut off at 0. */
  readonly crossings: ReadonlyMap<string, number>;
}
