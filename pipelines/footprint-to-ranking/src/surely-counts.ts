import { type Estimate, sureGap, z95Squared } from "./surely-better.ts";

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
  const { length } = rising;
  const figures = Float64Array.from(rising, ({ figure }) => figure);
  const variances = Float64Array.from(rising, ({ variance }) => variance);
  const exposures = Float64Array.from(rising, ({ exposure }) => exposure);
  const names = [...new Set(rising.map((one) => one.rows))];
  const numbers = new Map(names.map((name, i) => [name, i]));
  const rows = Int32Array.from(rising, (one) => numbers.get(one.rows) as number);
  const [better, worse] = [new Int32Array(length), new Int32Array(length)];
  /** How many figures are surely worse than exactly the first k. */
  const worseThanFirst = new Float64Array(length + 1);
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < length; i++) {
    const [figure, variance, exposure, row] = [figures[i], variances[i], exposures[i], rows[i]] as [
      number,
      number,
      number,
      number,
    ];
    // (ea - eb)^2 is largest at an end; without a common error ea^2 + eb^2 is less than the square of both sizes together.
    const apart =
      names.length === 1
        ? Math.max(Math.abs(exposure - lowest), Math.abs(highest - exposure))
        : Math.abs(exposure) + Math.max(Math.abs(lowest), Math.abs(highest));
    const all = i === 0 ? 0 : countBelow(figures, i, figure - sureGap(variance + most + apart * apart) * (1 + slack));
    const some = countBelow(figures, i, figure - sureGap(variance + least) * (1 - slack));
    let count = all;
    // `isSurelyBetter` over plain numbers and without a call: some five million times in a ranking of ten thousand.
    for (let j = all; j < some; j++) {
      const other = exposures[j] as number;
      const both = exposure - other;
      const memory = rows[j] === row ? both * both : exposure * exposure + other * other;
      const gap = figure - (figures[j] as number);
      if (gap > 0 && gap * gap >= z95Squared * (variance + (variances[j] as number) + memory)) {
        count += 1;
        worse[j] = (worse[j] as number) + 1;
      }
    }
    better[i] = count;
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
