import type { Allocation, Share } from "@celadon/proto";
import {
  decimalText,
  exceeds,
  type Fraction,
  fractionOf,
  isZero,
  minus,
  one,
  over,
  quotient,
  sumOf,
  times,
} from "./fraction.ts";
import type { AllocationRule } from "./plant-model.ts";

/**
 * The shares of a process in the period:  share of i = wᵢ amountᵢ / Σ w amount.  As decimals of 30 places, cut there, and the
 * largest takes what is left, so that they sum to exactly 1. Without shares where an amount is unknown or all are 0.
 */
export function allocationShares(rule: AllocationRule, amounts: ReadonlyMap<string, Fraction | undefined>): Allocation {
  if (rule.method === "none") return { method: "none", shares: [] };
  if (rule.method === "shares") {
    return { method: "shares", shares: rule.shares.map(({ product, value }) => ({ product, share: value })) };
  }
  const weighed = rule.weights.map(({ product, above, below }) => {
    const amount = amounts.get(product);
    return { product, weight: amount && times(amount, quotient(BigInt(above), BigInt(below))) };
  });
  const known = weighed.flatMap(({ product, weight }) => (weight === undefined ? [] : [{ product, weight }]));
  const whole = sumOf(known.map(({ weight }) => weight));
  if (known.length < weighed.length || isZero(whole)) return { method: rule.method, shares: [] };
  return { method: rule.method, shares: exactShares(known, whole) };
}

function exactShares(
  parts: readonly { readonly product: string; readonly weight: Fraction }[],
  whole: Fraction,
): readonly Share[] {
  const largest = parts.reduce((best, part) => (exceeds(part.weight, best.weight) ? part : best));
  const others = parts
    .filter((part) => part !== largest)
    .map(({ product, weight }) => ({ product, share: fractionOf(decimalText(over(weight, whole))) }));
  const rest = minus(one, sumOf(others.map(({ share }) => share)));
  return [...others, { product: largest.product, share: rest }]
    .map(({ product, share }) => ({ product, share: decimalText(share) }))
    .toSorted((a, b) => (a.product < b.product ? -1 : 1));
}
