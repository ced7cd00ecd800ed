import type { BlockSolver } from "../solver/adjoint.ts";
import type { Arrangement } from "../solver/arrangement.ts";
import { type Cancelled, goOnUnless, never } from "../solver/cancelled.ts";
import { measuredEvery } from "../solver/rest.ts";
import { type Span, sweepsOfOne } from "../solver/sweeps.ts";
import type { LoadedArrangement } from "./arrangement-slots.ts";

/** A vector is at rest when no value changes by more of its terms: component by component, or the smallest products are wrong. */
const tolerance = 1e-10;
/** What the static solve may leave (its own tests): a start this near is the answer, to the bit. */
const stillAtRest = 1e-13;
/** Four sweeps that bring a vector less than this nearer will not bring it home: 0.98 each. */
const slowest = 0.98 * 0.98 * 0.98 * 0.98;
const patience = 8;
/** What takes longer than at 0.98 a sweep from 1 to the tolerance is not coming to rest. */
const sweepsMost = 1200;
/** Growth of the largest value since the first measure that only a diverging vector has. */
const growthMost = 1e6;

export type RunFailure = "singular" | "not-converged";

/** Solves M^T y = q for other numbers on the same pattern. */
export interface RunSolver {
  /**
   * `values` by entry of M, `q` by column; fills `y` by row, or returns why there is none. Every run begins at the static start, so
   * that it does not depend on the run before.
   */
  readonly solveRun: (values: Float64Array, q: Float64Array, y: Float64Array) => RunFailure | undefined;
}

/**
 * `start`: the static y by row. `fallback`: what solves a block that sweeps do not, made anew for the numbers of the run; without
 * one such a run has not converged. `cancelled` is asked before each sweep.
 */
export function runSolver(
  { arrangement, load }: LoadedArrangement,
  start: Float64Array,
  fallback?: (a: Arrangement) => BlockSolver,
  cancelled: Cancelled = never,
): RunSolver {
  const { columns, rows, blocks } = arrangement;
  const n = rows.length;
  const begin = Float64Array.from(rows, (row) => start[row] as number);
  const desk: RunDesk = {
    q: new Float64Array(n),
    y: new Float64Array(n),
    b: new Float64Array(n),
    gross: new Float64Array(n),
    begin,
  };
  return {
    solveRun: (values, q, y) => {
      load(values);
      for (let p = 0; p < n; p++) desk.q[p] = q[columns[p] as number] as number;
      desk.y.set(begin);
      let blockSolver: BlockSolver | undefined;
      for (let block = 0; block + 1 < blocks.length; block++) {
        const span = { from: blocks[block] as number, to: blocks[block + 1] as number };
        sweepsOfOne.known(arrangement, span, desk, desk);
        if (span.to - span.from === 1) {
          desk.y[span.from] = desk.b[span.from] as number;
          if (!Number.isFinite(desk.b[span.from])) return "singular";
        } else if (!sweptToRest(arrangement, span, desk, cancelled)) {
          if (fallback === undefined) return "not-converged";
          blockSolver ??= fallback(arrangement);
          const failure = solvedByBlock(arrangement, { block, span }, desk, blockSolver);
          if (failure !== undefined) return failure;
        }
      }
      for (let p = 0; p < n; p++) y[rows[p] as number] = desk.y[p] as number;
      return undefined;
    },
  };
}

/** Vectors by place, kept from run to run. */
interface RunDesk {
  readonly q: Float64Array;
  readonly y: Float64Array;
  readonly b: Float64Array;
  readonly gross: Float64Array;
  readonly begin: Float64Array;
}

/** Sweeps from the start until at rest; false where they do not come to it. Measured every fourth time, the first included. */
function sweptToRest(a: Arrangement, span: Span, desk: RunDesk, cancelled: Cancelled): boolean {
  const { y, b, gross, begin } = desk;
  // Where nothing comes in there is nothing; sweeps would only halve what the start had, without end.
  if (gross.subarray(span.from, span.to).every((size) => size === 0)) {
    y.fill(0, span.from, span.to);
    return true;
  }
  const found = { worst: new Float64Array(1), largest: new Float64Array(1) };
  let before = Number.POSITIVE_INFINITY;
  let first: number | undefined;
  for (let sweep = 1; sweep <= sweepsMost; sweep++) {
    goOnUnless(cancelled);
    if (sweep % measuredEvery !== 1) {
      sweepsOfOne.plain(a, span, b, y);
      continue;
    }
    sweepsOfOne.measured(a, span, desk, y, found);
    const [worst, largest] = [found.worst[0] as number, found.largest[0] as number];
    if (sweep === 1 && worst <= stillAtRest) y.set(begin.subarray(span.from, span.to), span.from);
    if (worst <= tolerance) return true;
    first ??= largest;
    // In the first sweep a value whose terms have all become 0 moves infinitely far; it is at rest in the next.
    if (sweep > 1 && (!Number.isFinite(worst) || largest > growthMost * first)) return false;
    if (sweep > patience && worst >= slowest * before) return false;
    before = worst;
  }
  return false;
}

function solvedByBlock(
  a: Arrangement,
  { block, span: { from, to } }: { readonly block: number; readonly span: Span },
  desk: RunDesk,
  blockSolver: BlockSolver,
): RunFailure | undefined {
  const { q, y } = desk;
  if (!blockSolver.solve(block, { q, y, width: 1, m: 0 })) return "singular";
  const answer = y.slice(from, to);
  const found = { worst: new Float64Array(1), largest: new Float64Array(1) };
  sweepsOfOne.measured(a, { from, to }, desk, desk.y, found);
  desk.y.set(answer, from);
  return (found.worst[0] as number) <= tolerance ? undefined : "not-converged";
}
