import { type Outcome, reject } from "@celadon/quantity";
import { quoted } from "../quoted.ts";
import { inProportion } from "./in-proportion.ts";

/** What a process makes of a product, or accepts of a waste. */
export interface CoProduct {
  readonly id: string;
  /** Positive, in the unit of the co-product, for a waste too. */
  readonly amount: number;
  /** Of one unit, in one property common to all: kg, MJ, kg of dry matter, m2. Undefined where it is not known. */
  readonly perUnit: number | undefined;
}

/**
 * Allocation by a physical property that all co-products have in common:  lambda_k = r_k m_k / sum over l of r_l m_l
 *
 *   r  amount of the co-product, positive, each in its own unit
 *   m  the property of one unit of it, for all in one unit: mass, energy content, dry matter, area
 *
 * By energy content it is also the energy method for combined heat and power (GHG Protocol, "Allocation of GHG emissions from a combined heat
 * and power (CHP) plant", 2006, appendix II). Refused, with the co-products: a property that is missing or negative, an amount
 * that is not positive, a sum of 0. `property` names it in the sentence.
 */
export function physicalShares(
  coProducts: readonly CoProduct[],
  property = "physical property",
): Outcome<readonly number[], "allocation"> {
  const none = coProducts.filter(({ amount }) => !(amount > 0 && Number.isFinite(amount))).map(({ id }) => id);
  if (none.length > 0) {
    return reject(
      "allocation",
      `A co-product is supplied in a positive amount, and these are not: ${quoted(none)}. State how much there is of each.`,
    );
  }
  return inProportion(
    coProducts.map(({ id, amount, perUnit }) => ({ id, weight: perUnit === undefined ? undefined : amount * perUnit })),
    property,
  );
}
