import { Decimal } from "@celadon/quantity";
import { rounded } from "./rounded.ts";

/**
 * The parts in whole steps of `place`, so that they add up to their rounded sum to the last digit: each is rounded down, and
 * the steps that are left go to the largest remainders (Hamilton's method), of equal ones to the first. No part is a whole step
 * off.
 */
export function apportioned(parts: readonly Decimal[], place: Decimal): readonly Decimal[] {
  const total = rounded(
    parts.reduce((sum, part) => sum.plus(part), new Decimal(0)),
    place,
  );
  const steps = parts.map((part) => part.dividedBy(place));
  const whole = steps.map((step) => step.floor());
  const left = total
    .dividedBy(place)
    .minus(whole.reduce((sum, step) => sum.plus(step), new Decimal(0)))
    .toNumber();
  const byRemainder = [...parts.keys()].sort((a, b) => {
    const remainder = (i: number) => (steps[i] as Decimal).minus(whole[i] as Decimal);
    return remainder(b).comparedTo(remainder(a)) || a - b;
  });
  const raised = new Set(byRemainder.slice(0, left));
  return whole.map((step, i) => step.plus(raised.has(i) ? 1 : 0).times(place));
}
