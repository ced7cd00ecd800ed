import type { BlockSolver } from "../solver/adjoint.ts";
import { type Arrangement, arrangementOf } from "../solver/arrangement.ts";
import { type Cancelled, never, unlessCancelled } from "../solver/cancelled.ts";
import { type Live, liveFrom } from "../solver/live.ts";
import { type LuBlockSolver, luBlockSolver } from "../solver/lu/block-solver.ts";
import { type Matching, unmatchedSets } from "../solver/matching.ts";
import { overdrawnLoops } from "../solver/overdrawn-loops.ts";
import { type Solved, sparseSolver, type Vectors } from "../solver/sparse-solver.ts";
import { supplyMatching } from "../solver/supply-matching.ts";
import { cancelledLca, type LcaAnswer, type LcaRefusal, listed, refuseLca } from "./lca-refusal.ts";
import type { LinearSystem, Named, Sparse } from "./linear-system.ts";
import { notSquare } from "./not-square.ts";
import { transposedSparse } from "./transposed-sparse.ts";

/** Answers for one system, again and again: its structure is worked out once. */
export interface LinearSolver {
  readonly system: LinearSystem;
  /** M^T Y = Q: per unit of every product, everything upstream included. `q` by process, the answer by product. */
  adjoint(q: Vectors): LcaAnswer<Solved>;
  /** M s = f: how much of every process a demand sets in motion. `f` by product, the answer by process. */
  forward(f: Vectors): LcaAnswer<Solved>;
  /** The process that makes each product, or treats it where it is a waste. */
  readonly makerOf: Int32Array;
  /** The footprints of one method that follow single numbers as they change. `q` by process. */
  live(q: Float64Array): LcaAnswer<Live>;
  /** Loops that take more of their own products than they make, by the places of the processes that do: see `overdrawnLoops`. */
  overdrawn(): readonly (readonly number[])[];
  /** Whether nobody waits any more; asked before each sweep and each batch of columns. */
  readonly cancelled: Cancelled;
}

/** What to solve with where sweeps do not come to rest; undefined: nothing, so that such a system is refused. */
export type Fallback = ((arrangement: Arrangement, cancelled?: Cancelled) => LuBlockSolver) | undefined;

/** Sparse LU, of the loops that need it. */
export const sparseLu: Fallback = luBlockSolver;

/** Sparse LU of every loop, also where sweeps would do: to hold one way against the other. */
export const sparseLuAlways: Fallback = (arrangement, cancelled) => ({
  ...luBlockSolver(arrangement, cancelled),
  isFirst: true,
});

/**
 * Refused here: a system that is not square, and one in which products and processes cannot be paired by entries that are not 0.
 * Refused by an answer: a loop that is singular, and values that fail the residual test; both name the processes. `cancelled`: whether
 * nobody waits any more; an answer is then `cancelled`, nothing of it is kept, and the next one begins anew.
 */
export function linearSolver(
  system: LinearSystem,
  fallback: Fallback,
  cancelled: Cancelled = never,
): LcaAnswer<LinearSolver> {
  const { products, processes, M } = system;
  if (products.length !== processes.length) return notSquare(system);
  const matching = supplyMatching(M);
  const down = arrangementOf(M, matching);
  if (down.kind !== "arranged") {
    const short = unmatchedSets(M, down.matching);
    return structurallySingular(system, short.rows, short.columns);
  }
  const { rows, columns } = down.value;
  const makerOf = new Int32Array(rows.length);
  for (let p = 0; p < rows.length; p++) makerOf[rows[p] as number] = columns[p] as number;
  const adjoint = answering(down.value, { fallback, cancelled }, processes);
  let overdrawn: ReturnType<typeof overdrawnLoops> | undefined;
  let forward: ReturnType<typeof answering> | undefined;
  return {
    kind: "accept",
    value: {
      system,
      makerOf,
      cancelled,
      adjoint,
      overdrawn: () => {
        overdrawn ??= overdrawnLoops(down.value);
        return overdrawn;
      },
      live: (q) => {
        const begun = adjoint({ count: 1, values: q });
        if (begun.kind !== "accept") return begun;
        return {
          kind: "accept",
          value: liveFrom(down.value, q, begun.value.values, fallback?.(down.value, cancelled) ?? nothing, cancelled),
        };
      },
      forward: (f) => {
        forward ??= answering(arrangedOf(transposedSparse(M), matching), { fallback, cancelled }, processes, "rows");
        return forward(f);
      },
    },
  };
}

/** A transpose is matched where the matrix is. */
function arrangedOf(matrix: Sparse, { columnOf, rowOf, isFull }: Matching): Arrangement {
  const arranged = arrangementOf(matrix, { columnOf: rowOf, rowOf: columnOf, isFull });
  if (arranged.kind !== "arranged")
    throw new Error("A matrix that could be matched cannot be matched when transposed.");
  return arranged.value;
}

/** `side`: whether processes are the columns or the rows of what is arranged. */
function answering(
  arrangement: Arrangement,
  { fallback, cancelled }: { readonly fallback: Fallback; readonly cancelled: Cancelled },
  processes: readonly Named[],
  side: "columns" | "rows" = "columns",
): (given: Vectors) => LcaAnswer<Solved> {
  const factorising = fallback?.(arrangement, cancelled);
  const solver = sparseSolver(arrangement, factorising ?? nothing, cancelled);
  const namesOf = (block: number): readonly string[] => {
    const { blocks } = arrangement;
    const [from, to] = [blocks[block] as number, blocks[block + 1] as number];
    const places = factorising?.supportOf(block) ?? Array.from({ length: to - from }, (_, i) => from + i);
    return places
      .map((place) => arrangement[side][place] as number)
      .sort((a, b) => a - b)
      .map((i) => (processes[i] as Named).id);
  };
  return (given) => {
    const outcome = unlessCancelled(() => solver.solve(given));
    if (outcome === "cancelled") return cancelledLca();
    if (outcome.kind === "solved") return { kind: "accept", value: outcome.value };
    if (outcome.kind === "singular") return singular(namesOf(outcome.block), fallback !== undefined);
    return notConverged(outcome.backwardError);
  };
}

const nothing: BlockSolver = {
  sweepsWorth: () => Number.POSITIVE_INFINITY,
  solve: () => false,
  conditionOf: () => Number.POSITIVE_INFINITY,
  amplification: () => Number.POSITIVE_INFINITY,
  grossOf: (_, w) => w,
};

function structurallySingular(
  { products, processes }: LinearSystem,
  rows: readonly number[],
  columns: readonly number[],
): LcaRefusal {
  const short = rows.map((i) => (products[i] as Named).id);
  const many = columns.map((j) => (processes[j] as Named).id);
  return refuseLca(
    "structurally-singular",
    `Products and processes cannot be paired: for products ${listed(short)} there are too few processes, and processes ${listed(many)} compete for too few products. Give each product a process of its own.`,
    [...short, ...many],
  );
}

function singular(ids: readonly string[], hasFallback: boolean): LcaRefusal {
  return hasFallback
    ? refuseLca(
        "numerically-singular",
        `Processes ${listed(ids)} only feed each other: what they make is used up inside their loop, so no amount of it can supply anything outside. Check the amounts they make and use of each other.`,
        ids,
      )
    : refuseLca(
        "not-converged",
        `The sweeps over the loop of ${listed(ids)} do not come to rest, and factorising it is switched off. Allow it.`,
        ids,
      );
}

const notConverged = (backwardError: number): LcaRefusal =>
  refuseLca(
    "not-converged",
    `The answer fails the residual test: backward error ${backwardError}, where 1e-13 is allowed. Look for amounts of very different size in one loop.`,
  );
