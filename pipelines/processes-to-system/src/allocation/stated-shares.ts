import { accept, type Outcome, reject } from "@celadon/quantity";
import { orderedSum } from "../ordered-sum.ts";
import { quoted } from "../quoted.ts";
import { offOne } from "./off-one.ts";

/** The share that a person gives a co-product; undefined where none was given. */
export interface GivenShare {
  readonly id: string;
  readonly share: number | undefined;
}

/** Shares as they are stated, or why they are none; `of` says in the sentence whose they are: `process "P"`. */
export function statedShares(of: string, given: readonly GivenShare[]): Outcome<readonly number[], "allocation"> {
  const refuse = (what: string): Outcome<readonly number[], "allocation"> =>
    reject("allocation", `The shares of ${of} must sum to 1, and ${what}`);
  if (given.length === 0) return refuse("there are none. Give one for each co-product.");
  const missing = given.filter(({ share }) => share === undefined || !Number.isFinite(share)).map(({ id }) => id);
  if (missing.length > 0) return refuse(`these have none that is a number: ${quoted(missing)}. State them.`);
  const shares = given.map(({ share }) => share as number); // none is missing, as just seen
  const sum = orderedSum(shares);
  return offOne(sum) ? refuse(`they sum to ${sum}. Correct them; they are not stretched to fit.`) : accept(shares);
}
