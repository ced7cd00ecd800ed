import { type Estimate, isSureGap } from "./surely-better.ts";

/** How many are surely better, and surely worse, than each. */
export interface SurelyCounts {
  readonly better: readonly number[];
  readonly worse: readonly number[];
}

/** Neighbours in rising order, [from, to), and the extremes of their variances. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly varianceLeast: number;
  readonly varianceMost: number;
}

const blockLength = 32;

/**
 * Counts for figures in rising order. Whole blocks of neighbours are decided by their extremes, and only blocks in which some
 * are surely better and some are not are looked through: 10,000 figures take some milliseconds instead of 50 million comparisons.
 */
export function surelyCounts(rising: readonly Estimate[]): SurelyCounts {
  const figures = Float64Array.from(rising, ({ figure }) => figure);
  const variances = Float64Array.from(rising, ({ variance }) => variance);
  const blocks = blocksOf(variances);
  const [better, worse] = [new Uint32Array(rising.length), new Uint32Array(rising.length)];
  const worseThanBlock = new Uint32Array(blocks.length);
  const at = (values: Float64Array | Uint32Array, i: number): number => values[i] as number; // i lies within
  for (let i = 0; i < rising.length; i++) {
    const [figure, variance] = [at(figures, i), at(variances, i)];
    for (let b = 0; b * blockLength < i; b++) {
      const { from, to, varianceLeast, varianceMost } = blocks[b] as Block;
      if (to <= i && isSureGap(figure - at(figures, to - 1), variance + varianceMost)) {
        better[i] = at(better, i) + to - from;
        worseThanBlock[b] = at(worseThanBlock, b) + 1;
      } else if (isSureGap(figure - at(figures, from), variance + varianceLeast)) {
        for (let j = from; j < to && j < i; j++) {
          if (!isSureGap(figure - at(figures, j), variance + at(variances, j))) continue;
          better[i] = at(better, i) + 1;
          worse[j] = at(worse, j) + 1;
        }
      }
    }
  }
  return {
    better: [...better],
    worse: Array.from(worse, (count, j) => count + at(worseThanBlock, Math.floor(j / blockLength))),
  };
}

const blocksOf = (variances: Float64Array): readonly Block[] =>
  Array.from({ length: Math.ceil(variances.length / blockLength) }, (_, b) => {
    const members = variances.subarray(b * blockLength, (b + 1) * blockLength);
    return {
      from: b * blockLength,
      to: b * blockLength + members.length,
      varianceLeast: Math.min(...members),
      varianceMost: Math.max(...members),
    };
  });
