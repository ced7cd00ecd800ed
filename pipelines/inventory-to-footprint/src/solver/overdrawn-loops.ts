import type { Arrangement } from "./arrangement.ts";

/** So much work one loop is worth, in entries read: what is undecided then is near to taking just what it makes, and is not told. */
const workMost = 1e6;
const sweepsMost = 1_000;

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
  const all = Array.from({ length: to - from }, (_, i) => from + i);
  const entries = all.reduce((sum, p) => sum + (starts[p + 1] as number) - (inside[p] as number), 0);
  let x = new Float64Array(to - from).fill(1);
  for (let sweep = 1; sweep <= sweepsMost && sweep * entries <= workMost; sweep++) {
    const taken = x.map((_, i) => takenOf(arrangement, from + i, (place) => x[place - from] as number));
    if (x.every((made, i) => (taken[i] as number) < made)) return [];
    const part = (sweep & (sweep - 1)) === 0 ? partOf(arrangement, all, (place) => x[place - from] as number) : [];
    if (part.length > 0) return part;
    const largest = x.reduce((most, made, i) => Math.max(most, made, taken[i] as number), 0);
    x = x.map((made, i) => (made + (taken[i] as number)) / (2 * largest));
  }
  return [];
}

/** The largest part of a loop in which each place takes, of that part alone, at least what is made. */
function partOf(
  arrangement: Arrangement,
  places: readonly number[],
  xOf: (place: number) => number,
): readonly number[] {
  let part = places;
  for (let before = -1; part.length !== before; ) {
    before = part.length;
    const isIn = new Set(part);
    part = part.filter((p) => takenOf(arrangement, p, (place) => (isIn.has(place) ? xOf(place) : 0)) >= xOf(p));
  }
  return part;
}

/** Sum of N_pk x_k / D_p over the own loop. */
function takenOf(
  { inside, starts, places, scaled, diagonal }: Arrangement,
  p: number,
  xOf: (place: number) => number,
): number {
  const sign = Math.sign(diagonal[p] as number);
  let sum = 0;
  for (let k = inside[p] as number; k < (starts[p + 1] as number); k++) {
    const place = places[k] as number;
    const part = sign * Math.sign(diagonal[place] as number) * (scaled[k] as number);
    if (part < 0) sum -= part * xOf(place); // what is given instead is a credit
  }
  return sum;
}
