import { type Point, riseOf } from "./rise.ts";
import type { Rule } from "./rule.ts";

/** So many readings in a row make a new level of a rate or a state. */
const levelAfter = 3;

/** Whether a rate or state steps further than its channel ever does. Before the multiplier, as all limits are. */
export function isFar(last: Point, here: Point, { largestStepMicro, multiplierMicro }: Rule): boolean {
  if (largestStepMicro === undefined) return false;
  const step = here.pico - last.pico;
  return (step < 0n ? -step : step) > largestStepMicro * multiplierMicro;
}

/**
 * Whether a reading that is refused by what counts before it ends a run that is to be believed instead; and the run that goes on.
 *
 *   counter      `resetAfter` low readings in a row, none lower than the one before, each rise within the rated bound, the last above
 *                the first: a register that stands still at a low number may be dead, one that counts was reset
 *   rate, state  three in a row within `largestStep` of each other
 *
 * A reading refused by itself (out of range, denied by its instrument, rejected by a person) is no part of a run and does not end it.
 */
export function confirmed(
  run: readonly Point[],
  here: Point,
  rule: Rule,
): { readonly isWhole: boolean; readonly rest: readonly Point[] } {
  const size = rule.kind === "counter" ? rule.resetAfter : levelAfter;
  if (size === undefined) return { isWhole: false, rest: [] };
  const window = [...run, here].slice(-size);
  const isWhole = window.length === size && (rule.kind === "counter" ? counts(window, rule) : agrees(window, rule));
  return { isWhole, rest: window.slice(1 - size) };
}

function counts(window: readonly Point[], rule: Rule): boolean {
  const isRise = (to: Point, from: Point | undefined): boolean =>
    from === undefined || (to.pico >= from.pico && riseOf(from, to, rule) !== undefined);
  const [first, last] = [window[0], window.at(-1)];
  const isHigher = first !== undefined && last !== undefined && last.pico > first.pico;
  return isHigher && window.every((point, i) => isRise(point, window[i - 1]));
}

const agrees = (window: readonly Point[], rule: Rule): boolean =>
  window.every((a) => window.every((b) => !isFar(a, b, rule)));
