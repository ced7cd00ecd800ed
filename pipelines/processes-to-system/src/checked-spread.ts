import { accept, type Outcome, reject } from "@celadon/quantity";
import type { Spread } from "./spread.ts";

/**
 * The spread of a stated amount; undefined where there is none in it. Refused: a geometric SD below 1, a negative SD, borders out of
 * order, a lognormal of 0, a range that the amount is outside of.
 */
export function checkedSpread(spread: Spread, amount: number): Outcome<Spread | undefined, "uncertainty"> {
  const fault = faultOf(spread, amount);
  if (fault !== undefined) {
    return reject("uncertainty", `${fault} The amount is kept without its uncertainty; correct the parameters.`);
  }
  switch (spread.distribution) {
    case "lognormal":
      return accept(spread.geometricSd === 1 ? undefined : spread);
    case "normal":
      return accept(spread.sd === 0 ? undefined : spread);
    case "triangular":
    case "uniform":
      return accept(spread.min === spread.max ? undefined : spread);
  }
}

function faultOf(spread: Spread, amount: number): string | undefined {
  switch (spread.distribution) {
    case "lognormal":
      if (spread.geometricSd < 1) return `A lognormal has a geometric SD of ${spread.geometricSd}, which is below 1.`;
      return amount === 0 ? "A lognormal has the amount 0, which none has as its median." : undefined;
    case "normal":
      return spread.sd < 0 ? `A normal distribution has sd ${spread.sd}, which is negative.` : undefined;
    case "triangular":
      if (spread.min > spread.mode || spread.mode > spread.max) {
        return `A triangular distribution has ${spread.min}, ${spread.mode}, ${spread.max}, out of order.`;
      }
      return outside(spread, amount);
    case "uniform":
      if (spread.min > spread.max) return `A uniform distribution has ${spread.min}, ${spread.max}, out of order.`;
      return outside(spread, amount);
  }
}

const outside = ({ min, max }: { readonly min: number; readonly max: number }, amount: number): string | undefined =>
  amount < min || amount > max ? `Amount ${amount} is outside of its range ${min} to ${max}.` : undefined;
