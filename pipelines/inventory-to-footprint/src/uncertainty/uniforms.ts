import type { DrawHash } from "./draw-hash.ts";
import { type Key, threefry } from "./threefry.ts";

/** Where draws are told apart: by run, and by number where one name needs several draws a run. */
export interface DrawPlace {
  /** A whole number from 0 to 2^53 - 1. */
  readonly seed: number;
  /** A whole number from 0 to 2^32 - 1. */
  readonly run: number;
  readonly number: number;
}

/** Draws of many names, in the order of the hashes. */
export interface Names {
  readonly high: Int32Array;
  readonly low: Int32Array;
}

const perLow = 2 ** 32;
const smallest = 2 ** -52;

/**
 * Uniform draws in (0, 1) for one run and its neighbour: a block of Threefry is four words, which is two draws, so that runs 2 k and
 * 2 k + 1 share one.
 *
 *   block = F(key = seed, counter = (hash high, hash low, k, number))
 *   u     = (x + 0.5) 2^-52,  x = the first 32 bits, then 20 of the next word: words 0 and 1 of run 2 k, 2 and 3 of run 2 k + 1
 *
 * Never 0 or 1. `even` and `odd` are as long as the names; `words` four times as long: nothing is allocated.
 */
export function fillUniforms(
  names: Names,
  { seed, run, number }: DrawPlace,
  { words, even, odd }: { readonly words: Int32Array; readonly even: Float64Array; readonly odd: Float64Array },
): void {
  const counters = { first: names.high, second: names.low, third: run >>> 1, fourth: number };
  threefry(keyOf(seed), counters, words);
  for (let i = 0; i < even.length; i++) {
    const at = i << 2;
    even[i] = uniform(words[at] as number, words[at + 1] as number);
    odd[i] = uniform(words[at + 2] as number, words[at + 3] as number);
  }
}

/** One draw: what `fillUniforms` gives this name in this run. */
export function draw(hash: DrawHash, place: DrawPlace): number {
  const room = { words: new Int32Array(4), even: new Float64Array(1), odd: new Float64Array(1) };
  fillUniforms({ high: Int32Array.of(hash.high), low: Int32Array.of(hash.low) }, place, room);
  return ((place.run & 1) === 0 ? room.even : room.odd)[0] as number;
}

const uniform = (first: number, second: number): number => ((first >>> 0) * 2 ** 20 + (second >>> 12) + 0.5) * smallest;

const keyOf = (seed: number): Key => [(seed % perLow) | 0, Math.floor(seed / perLow) | 0, 0, 0];
