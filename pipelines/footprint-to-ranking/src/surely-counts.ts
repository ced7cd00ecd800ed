import { type Estimate, isSureGap, sureGap } from "./surely-better.ts";

/** How many are surely better, and surely worse, than each. */
export interface SurelyCounts {
  readonly better: readonly number[];
  readonly worse: readonly number[];
}

/**
 * Counts for figures in rising order, the sum over pairs of `isSurelyBetter`. Pairs that rest on the same rows from memory share an
 * error, all others are as if each had its own for itself, a variance of v + e^2. So that no pair has to be asked which of the two
 * it is, pairs are counted by whole groups:
 *
 *   counts = Σ over rows (those that share them)  +  all, each for itself  -  Σ over rows (those that share them, each for itself)
 *
 * The last two are pairs of different rows; where all rest on the same there are none.
 */
export function surelyCounts(rising: readonly Estimate[]): SurelyCounts {
  const { length } = rising;
  const [better, worse] = [new Array<number>(length).fill(0), new Array<number>(length).fill(0)];
  const add = (places: readonly number[], columns: Columns, sign: 1 | -1): void => {
    const counts = countPairs(columns);
    places.forEach((place, i) => {
      better[place] = (better[place] as number) + sign * (counts.better[i] as number);
      worse[place] = (worse[place] as number) + sign * (counts.worse[i] as number);
    });
  };
  const groups = placesByRows(rising);
  for (const places of groups) add(places, sharing(rising, places), 1);
  if (groups.length > 1) {
    const all = [...rising.keys()];
    add(all, eachForItself(rising, all), 1);
    for (const places of groups) add(places, eachForItself(rising, places), -1);
  }
  return { better, worse };
}

function placesByRows(rising: readonly Estimate[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  rising.forEach(({ rows }, place) => {
    const group = groups.get(rows);
    if (group === undefined) groups.set(rows, [place]);
    else group.push(place);
  });
  return [...groups.values()];
}

/** Estimates by column: arrays of doubles are what a loop over millions of pairs is quick with. */
interface Columns {
  readonly figures: Float64Array;
  readonly variances: Float64Array;
  readonly exposures: Float64Array;
}

function sharing(rising: readonly Estimate[], places: readonly number[]): Columns {
  const { length } = places;
  const [figures, variances, exposures] = [
    new Float64Array(length),
    new Float64Array(length),
    new Float64Array(length),
  ];
  places.forEach((place, i) => {
    const { figure, variance, exposure } = rising[place] as Estimate;
    figures[i] = figure;
    variances[i] = variance;
    exposures[i] = exposure;
  });
  return { figures, variances, exposures };
}

function eachForItself(rising: readonly Estimate[], places: readonly number[]): Columns {
  const { figures, variances, exposures } = sharing(rising, places);
  return {
    figures,
    variances: variances.map((variance, i) => variance + (exposures[i] as number) ** 2),
    exposures: new Float64Array(places.length),
  };
}

/** Wider than any rounding of a root: what lies this near to a bound is looked at by itself. */
const slack = 1e-9;

/**
 * Of those before a figure, the ones further away than the largest variance that is possible asks are surely better, and the ones
 * nearer than the least asks are not: only those in between are looked at one by one. Of 10,000 figures that is some tenth of all
 * pairs.
 */
function countPairs(columns: Columns): { readonly better: Int32Array; readonly worse: Int32Array } {
  const { figures, variances, exposures } = columns;
  const { length } = figures;
  const [better, worse] = [new Int32Array(length), new Int32Array(length)];
  /** How many figures are surely worse than exactly the first k. */
  const worseThanFirst = new Int32Array(length + 1);
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < length; i++) {
    const [figure, variance, exposure] = [figures[i] as number, variances[i] as number, exposures[i] as number];
    const apart = Math.max(Math.abs(exposure - lowest), Math.abs(highest - exposure)); // (ea - eb)^2 is largest at an end
    const all = i === 0 ? 0 : countBelow(figures, i, figure - sureGap(variance + most + apart * apart) * (1 + slack));
    const some = countBelow(figures, i, figure - sureGap(variance + least) * (1 - slack));
    better[i] = all + countSure(columns, { i, from: all, to: some }, worse);
    worseThanFirst[all] = (worseThanFirst[all] as number) + 1;
    [least, most] = [Math.min(least, variance), Math.max(most, variance)];
    [lowest, highest] = [Math.min(lowest, exposure), Math.max(highest, exposure)];
  }
  let further = 0;
  for (let j = length - 1; j >= 0; j--) {
    further += worseThanFirst[j + 1] as number;
    worse[j] = (worse[j] as number) + further;
  }
  return { better, worse };
}

/** How many of [from, to) are surely better than i; each of them has one more that is surely worse. */
function countSure(
  { figures, variances, exposures }: Columns,
  { i, from, to }: { readonly i: number; readonly from: number; readonly to: number },
  worse: Int32Array,
): number {
  const [figure, variance, exposure] = [figures[i] as number, variances[i] as number, exposures[i] as number];
  let count = 0;
  for (let j = from; j < to; j++) {
    const apart = exposure - (exposures[j] as number);
    const isSure = Number(
      isSureGap(figure - (figures[j] as number), variance + (variances[j] as number) + apart * apart),
    );
    count += isSure;
    worse[j] = (worse[j] as number) + isSure;
  }
  return count;
}

/** How many of the first `length` rising values are below `limit`. */
function countBelow(rising: Float64Array, length: number, limit: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
