import { type Estimate, z95 } from "./surely-better.ts";

/** How many are surely better, and surely worse, than each. */
export interface SurelyCounts {
  readonly better: readonly number[];
  readonly worse: readonly number[];
}

/**
 * Counts for figures in rising order: of all pairs, those that `isSurelyBetter` tells apart. A pair that rests on the same rows from
 * memory shares an error; in any other each has its error for itself, a variance of v + e^2. So that no pair has to be asked which it
 * is, whole groups are counted:
 *
 *   counts = Σ over rows (who rests on them, sharing)  +  all, each for itself  -  Σ over rows (who rests on them, each for itself)
 *
 * The last two leave the pairs of different rows; where all rest on the same there are none.
 */
export function surelyCounts(rising: readonly Estimate[]): SurelyCounts {
  const { length } = rising;
  const [better, worse] = [new Array<number>(length).fill(0), new Array<number>(length).fill(0)];
  const add = (sign: 1 | -1, estimates: readonly Estimate[], places: readonly number[]): void => {
    if (places.length < 2) return;
    const counts = countPairs(columnsOf(places.map((place) => estimates[place] as Estimate)));
    places.forEach((place, i) => {
      better[place] = (better[place] as number) + sign * (counts.better[i] as number);
      worse[place] = (worse[place] as number) + sign * (counts.worse[i] as number);
    });
  };
  const groups = placesByRows(rising);
  for (const places of groups) add(1, rising, places);
  if (groups.length > 1) {
    const alone = rising.map(eachForItself);
    add(1, alone, [...alone.keys()]);
    for (const places of groups) add(-1, alone, places);
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

const eachForItself = ({ figure, variance, exposure, rows }: Estimate): Estimate => ({
  ...{ figure, rows },
  variance: variance + exposure ** 2,
  exposure: 0,
});

/** Estimates by column, for a loop over millions of pairs. What is uncertain is taken z = 1.645 times: then a gap is sure beyond it. */
interface Columns {
  readonly figures: Float64Array;
  /** z^2 v */
  readonly variances: Float64Array;
  /** z e */
  readonly exposures: Float64Array;
  /** f - z e */
  readonly lows: Float64Array;
  /** f + z e */
  readonly highs: Float64Array;
}

function columnsOf(estimates: readonly Estimate[]): Columns {
  const column = (): Float64Array => new Float64Array(estimates.length);
  const [figures, variances, exposures, lows, highs] = [column(), column(), column(), column(), column()];
  estimates.forEach(({ figure, variance, exposure }, i) => {
    figures[i] = figure;
    variances[i] = z95 ** 2 * variance;
    exposures[i] = z95 * exposure;
    lows[i] = figure - z95 * exposure;
    highs[i] = figure + z95 * exposure;
  });
  return { figures, variances, exposures, lows, highs };
}

/** Wider than any rounding of a root: what lies this near to a bound is looked at by itself. */
const slack = 1e-9;

/**
 * Counts for figures in rising order that share their error. Of those before a figure, the ones further away than the largest variance
 * that is possible asks are surely better, and the ones nearer than the least asks are not: only those in between are looked at one by
 * one. Of 10,000 figures that is some tenth of all pairs.
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
    const [widest, narrowest] = [Math.sqrt(variance + most + apart * apart), Math.sqrt(variance + least)];
    const all = i === 0 ? 0 : countBelow(figures, i, figure - widest * (1 + slack));
    const some = countBelow(figures, i, figure - narrowest * (1 - slack));
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

/**
 * How many of [from, to) are surely better than i; each of them has one more that is surely worse. With the common error taken to the
 * other side, the difference of two squares is one product:
 *
 *   (fi - fj)^2 > z^2 (vi + vj + (ei - ej)^2)   <=>   (lowi - lowj) (highi - highj) > z^2 vi + z^2 vj
 *
 * And no branch: which way it goes is in no order.
 */
function countSure(
  { variances, lows, highs }: Columns,
  { i, from, to }: { readonly i: number; readonly from: number; readonly to: number },
  worse: Int32Array,
): number {
  const [variance, low, high] = [variances[i] as number, lows[i] as number, highs[i] as number];
  let count = 0;
  for (let j = from; j < to; j++) {
    const product = (low - (lows[j] as number)) * (high - (highs[j] as number));
    const isSure = Number(product > variance + (variances[j] as number));
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
