import { accept, type Outcome, reject } from "@celadon/quantity";
import { orderedSum } from "../ordered-sum.ts";
import { quoted } from "../quoted.ts";
import { type PedigreeIndicator, type PedigreeSet, pedigreeIndicators, pedigreeSets } from "./pedigree-sets.ts";

/** Whole numbers from 1, the best, to 5. */
export type PedigreeScores = Readonly<Record<PedigreeIndicator, number>>;

export interface PedigreeSpread {
  /** Standard deviation of ln x. */
  readonly sigma: number;
  /** exp(sigma); its square is the factor of the 95 % range. */
  readonly geometricSd: number;
  /** The table of factors that was used. */
  readonly set: string;
}

/**
 * The spread of a lognormal amount by the quality of its data:  sigma^2 = sigma_basic^2 + sum over the five indicators of the variance of its score
 *
 *   sigma_basic^2  variance of ln x of data without a fault, by the kind of exchange (`basicVariance`)
 *
 * The amount itself stays the median. Refused: a set that is not known, a score that is no whole number from 1 to 5, a basic variance that is negative or no number.
 */
export function pedigreeSigma(
  scores: PedigreeScores,
  basicVariance: number,
  set: string,
): Outcome<PedigreeSpread, "quality"> {
  const table = Object.entries<PedigreeSet>(pedigreeSets).find(([name]) => name === set)?.[1];
  if (table === undefined) {
    return reject("quality", `Pedigree set "${set}" is not known. Take one of ${quoted(Object.keys(pedigreeSets))}.`);
  }
  if (!(basicVariance >= 0 && Number.isFinite(basicVariance))) {
    return reject("quality", `A basic variance of ln x is not negative, and not ${basicVariance}.`);
  }
  const wrong: string[] = [];
  const variances = [basicVariance];
  for (const indicator of pedigreeIndicators) {
    const score = scores[indicator];
    const variance = table.additionalVariance[indicator][score - 1];
    if (variance === undefined) wrong.push(`${indicator} ${score}`);
    else variances.push(variance);
  }
  if (wrong.length > 0) {
    return reject("quality", `A pedigree score is a whole number from 1 to 5, and these are not: ${quoted(wrong)}.`);
  }
  const sigma = Math.sqrt(orderedSum(variances));
  return accept({ sigma, geometricSd: Math.exp(sigma), set });
}
