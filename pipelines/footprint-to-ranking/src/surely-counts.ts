import { type Estimate, isSurelyBetter } from "./surely-better.ts";

/** How many are surely better, and surely worse, than each. */
export interface SurelyCounts {
  readonly better: readonly number[];
  readonly worse: readonly number[];
}

const blockLength = 64;

interface Block {
  readonly from: number;
  readonly to: number;
  /** The figure and the largest variance that are hardest to tell from a worse one, and those that are easiest. */
  readonly hardest: Estimate;
  readonly easiest: Estimate;
  worse: number;
}

/**
 * Counts for figures in rising order. Whole blocks of neighbours are decided by their extremes, and only blocks in which some
 * are surely better and some are not are looked through: 10,000 figures take some milliseconds instead of 50 million comparisons.
 */
export function surelyCounts(rising: readonly Estimate[]): SurelyCounts {
  const blocks = Array.from({ length: Math.ceil(rising.length / blockLength) }, (_, i) =>
    blockOf(rising, i * blockLength),
  );
  const better = rising.map(() => 0);
  const worse = rising.map(() => 0);
  rising.forEach((one, i) => {
    let count = 0;
    for (const block of blocks) {
      if (block.from >= i) break;
      if (block.to <= i && isSurelyBetter(block.hardest, one)) {
        count += block.to - block.from;
        block.worse += 1;
      } else if (isSurelyBetter(block.easiest, one)) {
        const to = Math.min(block.to, i);
        for (let j = block.from; j < to; j++) {
          if (!isSurelyBetter(rising[j] as Estimate, one)) continue;
          count += 1;
          worse[j] = (worse[j] as number) + 1;
        }
      }
    }
    better[i] = count;
  });
  for (const { from, to, worse: all } of blocks) {
    for (let j = from; j < to; j++) worse[j] = (worse[j] as number) + all;
  }
  return { better, worse };
}

function blockOf(rising: readonly Estimate[], from: number): Block {
  const members = rising.slice(from, from + blockLength);
  const variances = members.map(({ variance }) => variance);
  const [first, last] = [members[0] as Estimate, members.at(-1) as Estimate];
  return {
    from,
    to: from + members.length,
    hardest: { figure: last.figure, variance: Math.max(...variances) },
    easiest: { figure: first.figure, variance: Math.min(...variances) },
    worse: 0,
  };
}
