import { accept, type Outcome, reject } from "@celadon/quantity";
import type { Distribution } from "./distribution.ts";

/** How far the median of a lognormal may be from the stated amount, relatively: digits that a file rounds away. */
const medianTolerance = 1e-9;

/**
 * The distribution of an exchange, fit to be drawn from. A lognormal has the stated amount as its median, sign included: files
 * give the size alone. Refused, with the exchange: parameters that are no numbers or out of order, a median that is not the amount.
 */
export function checkedDistribution(
  distribution: Distribution,
  { id, amount }: { readonly id: string; readonly amount: number },
): Outcome<Distribution, "invalid-distribution"> {
  const fault = Object.values(distribution).some((value) => typeof value === "number" && !Number.isFinite(value))
    ? "a parameter is not a finite number. Give all of them"
    : faultOf(distribution, amount);
  if (fault !== undefined)
    return reject("invalid-distribution", `Exchange "${id}", ${distribution.kind} distribution: ${fault}.`);
  return accept(distribution.kind === "lognormal" ? { ...distribution, median: amount } : distribution);
}

function faultOf(distribution: Distribution, amount: number): string | undefined {
  switch (distribution.kind) {
    case "lognormal": {
      const { median, geometricSd } = distribution;
      if (geometricSd < 1)
        return `the geometric standard deviation is ${geometricSd}, but it is a factor and never below 1. Give g itself, not ln g`;
      if (amount === 0)
        return "the amount is 0, but a lognormal has none. Leave the uncertainty out or give another kind";
      const size = Math.abs(amount);
      if (Math.abs(Math.abs(median) - size) > medianTolerance * size)
        return `the median is ${median}, but the amount is ${amount}; the amount stated is the median. Correct one of them`;
      return undefined;
    }
    case "normal":
      return distribution.sd < 0
        ? `the standard deviation is ${distribution.sd}, but it is never below 0. Give its size`
        : undefined;
    case "triangular": {
      const { min, mode, max } = distribution;
      if (min > mode) return `the minimum ${min} is above the mode ${mode}. Put them in order`;
      return mode > max ? `the mode ${mode} is above the maximum ${max}. Put them in order` : undefined;
    }
    case "uniform": {
      const { min, max } = distribution;
      return min > max ? `the minimum ${min} is above the maximum ${max}. Put them in order` : undefined;
    }
  }
}
