import { accept, type Outcome, reject } from "@celadon/quantity";
import { type GivenShare, statedShares } from "./stated-shares.ts";

/** An exchange that is shared, and the share of each co-product in it. */
export interface CausalSplit {
  readonly exchange: string;
  readonly shares: readonly GivenShare[];
}

/**
 * Allocation exchange by exchange, where a person knows which co-product causes what:  lambda_ke with sum over k of lambda_ke = 1 for every e,
 * within 1e-9. A row for each exchange and in it a share for each co-product, both in the order they were given in. Refused, with the process
 * and every exchange at fault: a share that is missing, a sum off 1.
 */
export function causalShares(
  process: string,
  splits: readonly CausalSplit[],
): Outcome<readonly (readonly number[])[], "allocation"> {
  const rows: (readonly number[])[] = [];
  const faults: string[] = [];
  for (const { exchange, shares } of splits) {
    const row = statedShares(`exchange "${exchange}" of process "${process}"`, shares);
    if (row.kind === "accept") rows.push(row.value);
    else faults.push(row.evidence);
  }
  return faults.length === 0 ? accept(rows) : reject("allocation", faults.join(" "));
}
