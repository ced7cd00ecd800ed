import type { BlockSolver } from "./adjoint.ts";
import type { Arrangement } from "./arrangement.ts";
import { type Cancelled, goOnUnless, never } from "./cancelled.ts";
import type { Span } from "./sweeps.ts";

const sweepsMost = 40;
const unitRoundoff = 2 ** -53;
/** A relative change of the last digit may come back as this, and no more, where an answer is to have a sure digit. */
const lostMost = 1e-6;

/**
 * The first loop of which nobody can say that it has one answer, whatever it is asked; undefined where there is none. A loop has one
 *
 *   where some u > 0 has <M>^T u > 0 in each of its rows (it is an H-matrix: Ostrowski 1937), which sweeps find for loops that need
 *   less than they make, or
 *   where factorising it shows a condition at which six digits are left.
 *
 * Asked once a matrix: a loop that nothing enters would be at rest in 0, however many other answers it had.
 */
export function doubtfulBlock(
  a: Arrangement,
  { conditionOf }: BlockSolver,
  cancelled: Cancelled = never,
): number | undefined {
  const u = new Float64Array(a.diagonal.length);
  const { blocks } = a;
  for (let block = 0; block + 1 < blocks.length; block++) {
    const span = { from: blocks[block] as number, to: blocks[block + 1] as number };
    if (span.to - span.from === 1 || isDominant(a, span, u, cancelled)) continue;
    const condition = conditionOf(block);
    if (condition * (widest(a, span) + 4) * unitRoundoff > lostMost) return block;
  }
  return undefined;
}

/**
 * Sweeps of u = w + sum |scaled| u over the block, until u > sum |scaled| u shows in every row: with w = 1, and where units are so far
 * apart that 1 is lost beside the sums, once more with the u of the first as w, which has the units of its places.
 */
function isDominant(a: Arrangement, span: Span, u: Float64Array, cancelled: Cancelled): boolean {
  const w = new Float64Array(span.to - span.from).fill(1);
  u.fill(1, span.from, span.to);
  if (isShownFor(a, span, { w, u }, cancelled)) return true;
  w.set(u.subarray(span.from, span.to));
  return w.every(Number.isFinite) && isShownFor(a, span, { w, u }, cancelled);
}

function isShownFor(
  { starts, inside, places, scaled }: Arrangement,
  { from, to }: Span,
  { w, u }: { readonly w: Float64Array; readonly u: Float64Array },
  cancelled: Cancelled,
): boolean {
  for (let sweep = 1; sweep <= sweepsMost; sweep++) {
    goOnUnless(cancelled);
    let isShown = true;
    for (let p = from; p < to; p++) {
      const end = starts[p + 1] as number;
      let taken = 0;
      for (let k = inside[p] as number; k < end; k++)
        taken += Math.abs(scaled[k] as number) * (u[places[k] as number] as number);
      // u only grows, so that what is shown for a row of this sweep may not hold for those after it: all at once, below.
      u[p] = (w[p - from] as number) + taken;
      if (!(taken < Number.MAX_VALUE)) return false;
    }
    for (let p = from; p < to && isShown; p++) {
      const end = starts[p + 1] as number;
      let taken = 0;
      for (let k = inside[p] as number; k < end; k++)
        taken += Math.abs(scaled[k] as number) * (u[places[k] as number] as number);
      isShown = (u[p] as number) - taken * (1 + (end + 4 - (inside[p] as number)) * unitRoundoff) > 0;
    }
    if (isShown) return true;
  }
  return false;
}

function widest({ starts, inside }: Arrangement, { from, to }: Span): number {
  let most = 0;
  for (let p = from; p < to; p++) most = Math.max(most, (starts[p + 1] as number) - (inside[p] as number));
  return most;
}
