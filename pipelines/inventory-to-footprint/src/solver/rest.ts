import { log } from "../uncertainty/log.ts";

/** What the sweeps of one vector over one block should do next. */
export type Verdict = "go-on" | "at-rest" | "leave";

/** A sweep is measured every so often, and only then may it be the last: which one is, depends on nothing but the vector itself. */
export const measuredEvery = 4;

const tolerance = 1e-14;
/** What is left when rounding alone keeps a vector moving; the residual test has the last word. */
const stagnation = 1e-13;
/** Sweeps before anything is concluded from how they fall. */
const patience = 8;
const slowest = 0.98;
/** The same over all sweeps from one measure to the next. */
const slowestFall = slowest * slowest * slowest * slowest;
/** Growth of the largest value since the first measure that only a diverging vector has. */
const growthMost = 1e6;

/** Watches one vector come to rest, or not. Costs are counts of operations, never clock times, so that the choice is reproducible. */
export interface Watch {
  /** After `sweeps` of them: `worst` and `largest` as measured. */
  judge(sweeps: number, worst: number, largest: number): Verdict;
}

/**
 * fall = worst / worst before = theta^4, theta the factor by which a sweep brings the vector nearer. A block is left where theta is 0.98
 * or more, or where more sweeps are still needed, ln(tolerance / worst) / ln(theta), than a factorisation costs; leaving too early is
 * always safe. No power and no logarithm of the engine's: their last bit is its own, and the choice shall not be. `sweepsWorth`: so many
 * sweeps cost what a factorisation does; asked for only where sweeps are slow, because it takes an ordering.
 */
export function watch(sweepsWorth: () => number): Watch {
  let before = Number.POSITIVE_INFINITY;
  let first: number | undefined;
  let best = Number.POSITIVE_INFINITY;
  return {
    judge: (sweeps, worst, largest) => {
      if (worst <= tolerance) return "at-rest";
      first ??= largest;
      if (!Number.isFinite(worst) || largest > growthMost * first) return "leave";
      const fall = worst / before;
      const isStill = worst <= stagnation && worst >= best / 2;
      before = worst;
      best = Math.min(best, worst);
      if (isStill) return "at-rest";
      if (sweeps <= patience) return "go-on";
      if (fall >= slowestFall) return "leave";
      const needed = (measuredEvery * log(tolerance / worst)) / log(fall);
      return needed > 64 && needed > sweepsWorth() ? "leave" : "go-on";
    },
  };
}
