import type { Outcome } from "@celadon/quantity";
import { type GivenShare, statedShares } from "./stated-shares.ts";

/**
 * Shares as a person states them, unchanged and in their order:  sum over k of lambda_k = 1, within 1e-9. One may be negative or above 1, where that is
 * stated on purpose. Refused, with the process: no share at all, one that is missing or no number, a sum off 1 (with the sum). They are
 * never stretched to fit.
 */
export const givenShares = (process: string, given: readonly GivenShare[]): Outcome<readonly number[], "allocation"> =>
  statedShares(`process "${process}"`, given);
