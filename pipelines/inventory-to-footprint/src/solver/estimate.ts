import type { BlockSolver } from "./adjoint.ts";
import type { Arrangement } from "./arrangement.ts";
import { type Cancelled, goOnUnless } from "./cancelled.ts";
import type { ProofDesk } from "./proof-loops.ts";
import type { Span } from "./sweeps.ts";

const unitRoundoff = 2 ** -53;
const sweepsAtOnce = 8;
const sweepsMost = 40;
const slackWanted = 0.1;

/** How far y may be from the truth where no proof holds for the whole system. */
export interface Estimate {
  /** Largest error / |y|; of a y of 0 relative to its gross size. */
  readonly errorBound: number;
  /** Largest error relative to gross size, and the block where that is. */
  readonly lost: number;
  readonly lostIn: number;
}

/**
 * Follows what is left over, w (`proofsOf` leaves it in the desk), block by block, suppliers first:
 *
 *   w_p += sum of |M_ip| e_i over the blocks before    what their errors bring
 *   a single place   e_p = w_p / |M_pp|
 *   a loop N         <N>^T e >= w, where sweeps show it: a proof, as that of a whole system
 *                    else e = |N^-T| w by norms, estimated from the factors; relative to |y| or to gross size, whichever gives less
 *
 * Gross size is what y would be if no part of it were negative; where sweeps do not come to rest, as far as signs show it.
 * `cancelled` is asked before each loop, and while its factors are asked.
 */
export function estimateOf(
  a: Arrangement,
  desk: ProofDesk,
  { width, m }: { readonly width: number; readonly m: number },
  { fallback, cancelled }: { readonly fallback: BlockSolver; readonly cancelled: Cancelled },
): Estimate {
  const { blocks, starts, inside, places, values, diagonal } = a;
  const { q, y, size } = desk;
  const valueAt = (p: number): number => Math.abs(y[p * width + m] as number);
  const termsAt = (p: number): number => (size[p * width + m] as number) / Math.abs(diagonal[p] as number);
  const weight = Float64Array.from(diagonal, (_, p) => desk.weight[p * width + m] as number);
  const error = new Float64Array(diagonal.length);
  const own = Float64Array.from(diagonal, (_, p) => Math.abs(q[p * width + m] as number));
  const gross = new Float64Array(diagonal.length);
  let [errorBound, lost, lostIn] = [0, 0, 0];
  for (let block = 0; block + 1 < blocks.length; block++) {
    const span = { from: blocks[block] as number, to: blocks[block + 1] as number };
    const { from, to } = span;
    if (to - from > 1) goOnUnless(cancelled);
    for (let p = from; p < to; p++)
      for (let k = starts[p] as number; k < (inside[p] as number); k++) {
        const entry = Math.abs(values[k] as number);
        weight[p] = (weight[p] as number) + entry * (error[places[k] as number] as number);
        own[p] = (own[p] as number) + entry * (gross[places[k] as number] as number);
      }
    if (boundedBySweeps(a, span, weight, error)) sweep(a, span, own, gross, to - from === 1 ? 1 : sweepsMost);
    else {
      gross.set(fallback.grossOf(block, own.subarray(from, to)), from);
      const w = weight.subarray(from, to);
      const [sizes, most] = [valueAt, (p: number) => Math.max(gross[p] as number, termsAt(p))].map((of) =>
        positive(Float64Array.from(w, (_, i) => of(from + i))),
      ) as [Float64Array, Float64Array];
      const [bySize, byMost] = [fallback.amplification(block, w, sizes), fallback.amplification(block, w, most)];
      for (let i = 0; i < w.length; i++)
        error[from + i] = Math.min(bySize * (sizes[i] as number), byMost * (most[i] as number));
    }
    for (let p = from; p < to; p++) {
      const off = error[p] as number;
      if (off === 0) continue;
      const most = Math.max(gross[p] as number, termsAt(p));
      errorBound = Math.max(errorBound, off / (valueAt(p) > 0 ? valueAt(p) : most));
      if (off <= lost * most) continue;
      lost = off / most;
      lostIn = block;
    }
  }
  return { errorBound, lost, lostIn };
}

/** Nothing can be measured by 0: such a one is taken for the smallest that is not. */
function positive(sizes: Float64Array): Float64Array {
  const least = sizes.reduce((some, value) => (value > 0 ? Math.min(some, value) : some), Number.POSITIVE_INFINITY);
  return sizes.map((value) => (value > 0 ? value : Number.isFinite(least) ? least : 1));
}

/** e with <N>^T e >= w over a block, by sweeps and a check that allows for rounding; false where they do not show it. */
function boundedBySweeps(a: Arrangement, span: Span, w: Float64Array, e: Float64Array): boolean {
  e.fill(0, span.from, span.to);
  if (span.to - span.from === 1) {
    sweep(a, span, w, e, 1);
    return true;
  }
  for (let sweeps = 0; sweeps < sweepsMost; sweeps += sweepsAtOnce) {
    sweep(a, span, w, e, sweepsAtOnce);
    const slack = slackOf(a, span, w, e);
    if (!(slack >= slackWanted)) continue;
    for (let p = span.from; p < span.to; p++) e[p] = (e[p] as number) / slack;
    return true;
  }
  return false;
}

/** Sweeps of <N>^T e = w over a block. */
function sweep(a: Arrangement, { from, to }: Span, w: Float64Array, e: Float64Array, sweeps: number): void {
  for (let k = 0; k < sweeps; k++)
    for (let p = from; p < to; p++) e[p] = ((w[p] as number) + takenBy(a, p, e)) / Math.abs(a.diagonal[p] as number);
}

/** The largest c with <N>^T e >= c w in every row, less what rounding may feign. */
function slackOf(a: Arrangement, { from, to }: Span, w: Float64Array, e: Float64Array): number {
  let slack = 1;
  for (let p = from; p < to; p++) {
    const self = Math.abs(a.diagonal[p] as number) * (e[p] as number);
    const taken = takenBy(a, p, e);
    const count = (a.starts[p + 1] as number) - (a.inside[p] as number);
    const sure = self - taken - (count + 3) * unitRoundoff * (self + taken);
    const wanted = w[p] as number;
    if (!(sure >= slack * wanted)) slack = wanted > 0 ? sure / wanted : sure < 0 ? -1 : slack;
  }
  return slack;
}

/** sum of |M_ip| e_i over the others of p's block. */
function takenBy({ starts, inside, places, values }: Arrangement, p: number, e: Float64Array): number {
  let sum = 0;
  const end = starts[p + 1] as number;
  for (let k = inside[p] as number; k < end; k++)
    sum += Math.abs(values[k] as number) * (e[places[k] as number] as number);
  return sum;
}
