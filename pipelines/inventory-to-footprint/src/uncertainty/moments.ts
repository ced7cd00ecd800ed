/**
 * Mean and squares of the runs from `from` to `from + size - 1`, by product: `squares` = sum (y - mean)^2 over the `count` of them
 * that have an answer. `size` is a power of two and `from` a multiple of it.
 */
interface Node {
  readonly from: number;
  readonly size: number;
  readonly count: number;
  readonly mean: Float64Array;
  readonly squares: Float64Array;
}

/**
 * The moments of a stretch of runs, as the fewest such nodes in order. Which they are follows from the stretch alone, and so does
 * how each was added up (pairwise, by halves), so that any split of the runs, put together in order, has the same bits.
 */
export type Moments = readonly Node[];

/** The moments of two stretches, the second of which begins where the first ends. */
export function joinedMoments(first: Moments, second: Moments): Moments {
  const nodes = [...first];
  for (const node of second) {
    nodes.push(node);
    while (foldLast(nodes, paired)) {} // each fold makes the list shorter
  }
  return nodes;
}

/** Takes runs in order, without allocating once it has begun. */
export interface MomentsOfRuns {
  /** `y` by product; undefined where the run failed. It is copied. */
  readonly add: (run: number, y: Float64Array | undefined) => void;
  readonly moments: Moments;
}

export function momentsOfRuns(products: number): MomentsOfRuns {
  const nodes: Node[] = [];
  const spare: Pick<Node, "mean" | "squares">[] = [];
  const intoLeft = (left: Node, right: Node): Node => {
    spare.push(right);
    return combined(left, right, left);
  };
  return {
    moments: nodes,
    add: (run, y) => {
      const room = spare.pop() ?? { mean: new Float64Array(products), squares: new Float64Array(products) };
      if (y !== undefined) room.mean.set(y);
      room.squares.fill(0);
      nodes.push({ ...pick(room), from: run, size: 1, count: y === undefined ? 0 : 1 });
      while (foldLast(nodes, intoLeft)) {} // each fold makes the list shorter
    },
  };
}

/** How many runs had an answer, and by product their mean and standard deviation (N - 1 below the line; not a number of one run). */
export function meanAndSd(moments: Moments): {
  readonly count: number;
  readonly mean: Float64Array;
  readonly sd: Float64Array;
} {
  const [first, ...others] = moments;
  if (first === undefined) return { count: 0, mean: new Float64Array(0), sd: new Float64Array(0) };
  const { count, mean, squares } = others.reduce(paired, first);
  if (count === 0) return { count, mean: mean.map(() => Number.NaN), sd: squares.map(() => Number.NaN) };
  return { count, mean: mean.slice(), sd: squares.map((sum) => Math.sqrt(sum / (count - 1))) };
}

const pick = ({ mean, squares }: Pick<Node, "mean" | "squares">): Pick<Node, "mean" | "squares"> => ({ mean, squares });

/** Folds the last two nodes into one where they are the halves of one. */
function foldLast(nodes: Node[], fold: (left: Node, right: Node) => Node): boolean {
  const [left, right] = nodes.slice(-2);
  if (left === undefined || right === undefined) return false;
  if (left.size !== right.size || left.from % (2 * left.size) !== 0) return false;
  nodes.splice(-2, 2, fold(left, right));
  return true;
}

const paired = (left: Node, right: Node): Node =>
  combined(left, right, { mean: new Float64Array(left.mean.length), squares: new Float64Array(left.mean.length) });

/**
 * Two stretches as one (Chan, Golub, LeVeque: Updating formulae and a pairwise algorithm for computing sample variances, 1979), into
 * the arrays of `room`, which may be those of `left`:
 *
 *   d = mean_b - mean_a,  mean = mean_a + d n_b / n,  squares = squares_a + squares_b + d^2 n_a n_b / n
 */
function combined(left: Node, right: Node, room: Pick<Node, "mean" | "squares">): Node {
  const count = left.count + right.count;
  const { mean, squares } = room;
  if (left.count === 0 || right.count === 0) {
    const known = left.count === 0 ? right : left;
    if (known.mean !== mean) {
      mean.set(known.mean);
      squares.set(known.squares);
    }
  } else {
    const share = right.count / count;
    const weight = left.count * share;
    for (let i = 0; i < mean.length; i++) {
      const before = left.mean[i] as number;
      const apart = (right.mean[i] as number) - before;
      mean[i] = before + apart * share;
      squares[i] = (left.squares[i] as number) + (right.squares[i] as number) + apart * apart * weight;
    }
  }
  return { from: left.from, size: left.size + right.size, count, mean, squares };
}
