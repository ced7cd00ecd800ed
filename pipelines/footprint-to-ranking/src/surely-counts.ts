import { type Estimate, isSureGap, sureGap } from "./surely-better.ts";

/** How many are surely better, and surely worse, than each. */
export interface SurelyCounts {
  readonly better: readonly number[];
  readonly worse: readonly number[];
}

/** Wider than any rounding of a root: what lies this near to a bound is looked at by itself. */
const slack = 1e-9;

/**
 * Counts for figures in rising order. Of those before a figure, the ones further away than the largest variance that is possible
 * asks are surely better, and the ones nearer than the least asks are not: only those in between are looked at one by one. Of
 * 10,000 figures that is some tenth of all pairs.
 */
export function surelyCounts(rising: readonly Estimate[]): SurelyCounts {
  const columns = columnsOf(rising);
  const { length, figures, variances, exposures } = columns;
  const [better, worse] = [new Int32Array(length), new Int32Array(length)];
  /** How many figures are surely worse than exactly the first k. */
  const worseThanFirst = new Int32Array(length + 1);
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < length; i++) {
    const [figure, variance, exposure] = [figures[i] as number, variances[i] as number, exposures[i] as number];
    // (ea - eb)^2 is largest at an end; without a common error ea^2 + eb^2 is less than the square of both sizes together.
    const apart = columns.haveOneOrigin
      ? Math.max(Math.abs(exposure - lowest), Math.abs(highest - exposure))
      : Math.abs(exposure) + Math.max(Math.abs(lowest), Math.abs(highest));
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
  return { better: [...better], worse: [...worse] };
}

interface Columns {
  readonly length: number;
  readonly figures: Float64Array;
  readonly variances: Float64Array;
  readonly exposures: Float64Array;
  /** Numbers for the texts of `rows`. */
  readonly origins: Int32Array;
  readonly haveOneOrigin: boolean;
}

function columnsOf(rising: readonly Estimate[]): Columns {
  const { length } = rising;
  const [figures, variances, exposures] = [
    new Float64Array(length),
    new Float64Array(length),
    new Float64Array(length),
  ];
  const origins = new Int32Array(length);
  const numbers = new Map<string, number>();
  rising.forEach(({ figure, variance, exposure, rows }, i) => {
    const origin = numbers.get(rows) ?? numbers.size;
    numbers.set(rows, origin);
    figures[i] = figure;
    variances[i] = variance;
    exposures[i] = exposure;
    origins[i] = origin;
  });
  return { length, figures, variances, exposures, origins, haveOneOrigin: numbers.size <= 1 };
}

/** How many of [from, to) are surely better than i; each of them has one more that is surely worse. */
function countSure(
  { figures, variances, exposures, origins }: Columns,
  { i, from, to }: { readonly i: number; readonly from: number; readonly to: number },
  worse: Int32Array,
): number {
  const [figure, variance, exposure] = [figures[i] as number, variances[i] as number, exposures[i] as number];
  const origin = origins[i] as number;
  let count = 0;
  for (let j = from; j < to; j++) {
    const other = exposures[j] as number;
    const memory =
      origins[j] === origin ? (exposure - other) * (exposure - other) : exposure * exposure + other * other;
    const isSure = Number(isSureGap(figure - (figures[j] as number), variance + (variances[j] as number) + memory));
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
