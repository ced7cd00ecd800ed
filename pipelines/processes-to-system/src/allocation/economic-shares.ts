import type { Outcome } from "@celadon/quantity";
import { physicalShares } from "./physical-shares.ts";

/** What a process sells of a product, or is paid for accepting of a waste. */
export interface Sold {
  readonly id: string;
  /** Positive, in the unit of the co-product, for a waste too. */
  readonly amount: number;
  /** Of one unit, all in one currency; of a waste that is accepted the gate fee. Undefined where it is not known. */
  readonly price: number | undefined;
}

/**
 * Allocation by revenue:  lambda_k = p_k r_k / sum over l of p_l r_l.  A waste that is accepted for treatment brings its gate fee. A price of 0 is a price:
 * that co-product bears nothing. Refused, with the co-products: a price that is missing or negative, an amount that is not positive, no revenue at all.
 */
export const economicShares = (coProducts: readonly Sold[]): Outcome<readonly number[], "allocation"> =>
  physicalShares(
    coProducts.map(({ id, amount, price }) => ({ id, amount, perUnit: price })),
    "price",
  );
