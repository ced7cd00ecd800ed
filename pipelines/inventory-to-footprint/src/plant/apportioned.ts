import { Decimal } from "@celadon/quantity";
import { inSteps, nearestSteps } from "./rounded.ts";

/**
 * How many whole steps of a last place each part is shown as, so that they add up to their rounded sum: each is rounded down,
 * and the steps that are left go to the largest remainders (Hamilton's method), of equal ones to the first. No part is a whole
 * step off.
 */
export function wholeSteps(parts: readonly Decimal[], place: number): readonly bigint[] {
  const exact = parts.map((part) => inSteps(part, place));
  const down = exact.map((steps) => steps.floor());
  const rests = exact.map((steps, i) => steps.minus(down[i] as Decimal));
  const whole = down.map((steps) => BigInt(steps.toFixed()));
  const sum = parts.reduce((total, part) => total.plus(part), new Decimal(0));
  const left = nearestSteps(sum, place) - whole.reduce((total, steps) => total + steps, 0n);
  return withRest(whole, left, (a, b) => (rests[b] as Decimal).comparedTo(rests[a] as Decimal));
}

/**
 * Shares of whole counts, in steps of 1 / `whole`, that add up to exactly 1:  whole * count / total,  rounded as above.
 * The total must not be 0; negative counts get negative shares.
 */
export function shareSteps(counts: readonly bigint[], whole: bigint): readonly bigint[] {
  const total = counts.reduce((sum, count) => sum + count, 0n);
  const sign = total < 0n ? -1n : 1n;
  const exact = counts.map((count) => count * sign * whole);
  const size = total * sign;
  const down = exact.map((part) => (part >= 0n ? part / size : -((size - 1n - part) / size)));
  const rests = exact.map((part, i) => part - (down[i] as bigint) * size);
  const left = whole - down.reduce((sum, steps) => sum + steps, 0n);
  return withRest(down, left, (a, b) => compare(rests[b] as bigint, rests[a] as bigint));
}

function withRest(whole: readonly bigint[], left: bigint, byRest: (a: number, b: number) => number): readonly bigint[] {
  if (left === 0n) return whole;
  const order = [...whole.keys()].sort((a, b) => byRest(a, b) || a - b);
  const raised = new Set(order.slice(0, Number(left)));
  return whole.map((steps, i) => (raised.has(i) ? steps + 1n : steps));
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
