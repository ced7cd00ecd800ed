import { accept, type Outcome, reject } from "@celadon/quantity";
import { orderedSum } from "../ordered-sum.ts";
import { quoted } from "../quoted.ts";

/** A co-product and what it weighs in the split; undefined where that is not known. */
export interface Weighed {
  readonly id: string;
  readonly weight: number | undefined;
}

/**
 * Shares in proportion to a weight, in the order of the co-products:  lambda_k = w_k / sum over l of w_l.  One alone bears all, whatever it weighs.
 * Refused, with the co-products: none at all, two of one id, a weight that is missing, negative or not finite, a sum of 0 or beyond all numbers.
 * Nothing is ever split into equal parts, and nobody bears all because the others are unknown. `what` names the weight: "mass", "price".
 */
export function inProportion(parts: readonly Weighed[], what: string): Outcome<readonly number[], "allocation"> {
  const ids = parts.map(({ id }) => id);
  const refuse = (evidence: string): Outcome<readonly number[], "allocation"> => reject("allocation", evidence);
  if (parts.length === 0) return refuse("There is no co-product to share a burden by. Name what the process supplies.");
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length > 0) return refuse(`Co-products are named once each, and these are not: ${quoted(twice)}.`);
  if (parts.length === 1) return accept([1]);
  const missing = parts.filter(({ weight }) => weight === undefined).map(({ id }) => id);
  if (missing.length > 0) {
    return refuse(
      `A split by ${what} needs it of every co-product, and ${missing.length} of ${parts.length} lack it: ${quoted(missing)}. ` +
        "State it, or choose another method; nothing is split into equal parts.",
    );
  }
  const weights = parts.map(({ weight }) => weight as number); // none is missing, as just seen
  const wrong = ids.filter((_, at) => !((weights[at] as number) >= 0 && Number.isFinite(weights[at])));
  if (wrong.length > 0) {
    return refuse(
      `A split by ${what} needs one that is a number and not negative, and these have another: ${quoted(wrong)}. ` +
        "What costs more than it brings is a waste handed on, and no co-product.",
    );
  }
  const sum = orderedSum(weights);
  if (!(sum > 0 && Number.isFinite(sum))) {
    return refuse(`The co-products ${quoted(ids)} have ${sum} of ${what} together: there is nothing to share by.`);
  }
  return accept(weights.map((weight) => weight / sum));
}
