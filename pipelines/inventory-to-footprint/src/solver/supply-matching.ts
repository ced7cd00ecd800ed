import { type Matching, matchingOf } from "./matching.ts";
import type { Matrix } from "./matrix.ts";

/**
 * Which process answers for which product: one that makes it. Outputs are positive entries; a process without any treats a waste whose
 * row is written by nature (waste handed on +, treated -), and may answer for what it takes in.
 *
 * Any full matching gives the same values, but only this one shows a product as coming from where it is made, and lets sweeps come to
 * rest as soon as they can. Where it is not full, any is taken.
 */
export function supplyMatching(M: Matrix): Matching {
  const supplied = matchingOf({ ...M, values: suppliesOf(M) });
  return supplied.isFull ? supplied : matchingOf(M);
}

function suppliesOf({ starts, values }: Matrix): Float64Array {
  const supplies = values.slice();
  for (let j = 0; j + 1 < starts.length; j++) {
    const column = supplies.subarray(starts[j], starts[j + 1]);
    if (!column.some((value) => value > 0)) continue;
    for (let k = 0; k < column.length; k++) if (!((column[k] as number) > 0)) column[k] = 0;
  }
  return supplies;
}
