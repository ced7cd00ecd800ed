import { type Estimate, isSurelyBetter } from "./surely-better.ts";

/**
 * Tiers for figures in rising order, 1 the best. A tier begins with the first figure that is surely worse (P >= 0.95) than the
 * one the running tier began with. Being told apart from a neighbour is not enough: ties are not transitive, a chain of
 * neighbours would tie the best with the worst. Of equal figures one may be better known than another, and surely worse where the
 * other is not: they share a tier all the same.
 */
export function tiersOf(rising: readonly Estimate[]): readonly number[] {
  let tier = 1;
  let first = rising[0];
  return rising.map((one, i) => {
    const isEqual = rising[i - 1]?.figure === one.figure;
    if (!isEqual && first !== undefined && isSurelyBetter(first, one)) {
      tier += 1;
      first = one;
    }
    return tier;
  });
}
