import type { Arrangement } from "./arrangement.ts";

/** So much work one loop is worth, in entries read: what is undecided then is near to taking just what it makes, and is not told. */
const workMost = 1e6;
const sweepsMost = 1_000;
const roundsMost = 64;

/**
 * Loops that take more of their own products than they make of them, by the columns that do: no amount of them can supply anything, and what
 * a solver answers for them is a negative supply. With credits left out and the signs of wastes turned, a loop is
 *
 *   D x - N x,  D > 0 what is made, N >= 0 what is taken         overdrawn: some x > 0 of a part of it with N x >= D x
 *
 * and is not where some x > 0 of all of it has N x < D x (Collatz and Wielandt on the largest eigenvalue of D^-1 N; it is 1 where a loop is
 * singular). x is the mean of itself and D^-1 N x, again and again from 1, so that one of the two is found, whatever the units; the mean,
 * as a ring would only turn x round.
 */
export const overdrawnLoops = (arrangement: Arrangement): readonly (readonly number[])[] => {
  const { blocks, columns } = arrangement;
  const loops: (readonly number[])[] = [];
  for (let b = 0; b + 1 < blocks.length; b++) {
    const [from, to] = [blocks[b] as number, blocks[b + 1] as number];
    const places = to - from < 2 ? [] : overdrawnIn(arrangement, from, to);
    if (places.length > 0) loops.push(places.map((p) => columns[p] as number).sort((i, j) => i - j));
  }
  return loops;
};

/** Places of the loop `from` to `to - 1` that are overdrawn. */
function overdrawnIn(arrangement: Arrangement, from: number, to: number): readonly number[] {
  const { inside, starts } = arrangement;
  let entries = 0;
  for (let p = from; p < to; p++) entries += (starts[p + 1] as number) - (inside[p] as number);
  const x = new Float64Array(to - from).fill(1);
  for (let sweep = 1; sweep <= sweepsMost && sweep * entries <= workMost; sweep++) {
    const taken = takenOf(arrangement, from, x);
    if (x.every((made, i) => (taken[i] as number) < made)) return [];
    const part = (sweep & (sweep - 1)) === 0 ? partOf(arrangement, from, x) : [];
    if (part.length > 0) return part;
    const largest = x.reduce((most, made, i) => Math.max(most, made, taken[i] as number), 0);
    for (const [i, made] of x.entries()) x[i] = (made + (taken[i] as number)) / (2 * largest);
  }
  return [];
}

/** The places of the largest part of a loop in which each takes, of that part alone, at least what is made. */
function partOf(arrangement: Arrangement, from: number, x: Float64Array): readonly number[] {
  const part = x.slice();
  let hasShrunk = true;
  for (let round = 0; hasShrunk && round < roundsMost; round++) {
    hasShrunk = false;
    const taken = takenOf(arrangement, from, part);
    for (const [i, made] of part.entries()) {
      if (made === 0 || (taken[i] as number) >= made) continue;
      part[i] = 0;
      hasShrunk = true;
    }
  }
  if (hasShrunk) return []; // a later sweep may tell
  return Array.from(part.keys()).flatMap((i) => ((part[i] as number) > 0 ? [from + i] : []));
}

/** D^-1 N x over the own loop. */
function takenOf(
  { inside, starts, places, scaled, diagonal }: Arrangement,
  from: number,
  x: Float64Array,
): Float64Array {
  const taken = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const p = from + i;
    const isMade = (diagonal[p] as number) > 0;
    let sum = 0;
    for (let k = inside[p] as number; k < (starts[p + 1] as number); k++) {
      const place = places[k] as number;
      const part = (diagonal[place] as number) > 0 === isMade ? (scaled[k] as number) : -(scaled[k] as number);
      if (part < 0) sum -= part * (x[place - from] as number); // what is given instead is a credit
    }
    taken[i] = sum;
  }
  return taken;
}
