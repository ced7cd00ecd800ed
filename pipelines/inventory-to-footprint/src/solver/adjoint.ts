import type { Arrangement } from "./arrangement.ts";
import { type Cancelled, goOnUnless, never } from "./cancelled.ts";
import { measuredEvery, type Watch, watch } from "./rest.ts";
import type { Span, Sweeps } from "./sweeps.ts";

/** Vector m of `width` side by side, by place: q as it was given, and y. */
export interface OneVector {
  readonly q: Float64Array;
  readonly y: Float64Array;
  readonly width: number;
  readonly m: number;
}

/** Solves what sweeps do not: one block, one vector. */
export interface BlockSolver {
  /** How many sweeps over the block cost as much as factorising it. */
  readonly sweepsWorth: (block: number) => number;
  /** Writes y of the block, from q and the y of blocks before it; false where the block is singular. */
  readonly solve: (block: number, vector: OneVector) => boolean;
  /** Relative changes of its entries below one part of so many leave the block regular; infinite where it is singular. */
  readonly conditionOf: (block: number) => number;
  /** About max (|N^-T| w) / c over the block N, w and c by place in it; infinite where it is singular. */
  readonly amplification: (block: number, w: Float64Array, c: Float64Array) => number;
  /** |N^-T| w over the block, from below. */
  readonly grossOf: (block: number, w: Float64Array) => Float64Array;
  /** Asked at once, without sweeps. */
  readonly isFirst?: true;
}

/** Vectors that work on one arrangement, kept from call to call: places side by side, as wide as the sweeps. */
export interface Desk {
  readonly sweeps: Sweeps;
  readonly q: Float64Array;
  readonly y: Float64Array;
  readonly b: Float64Array;
  readonly gross: Float64Array;
  readonly frozen: Float64Array;
  readonly worst: Float64Array;
  readonly largest: Float64Array;
}

export function deskFor({ diagonal }: Arrangement, sweeps: Sweeps): Desk {
  const vectors = (): Float64Array => new Float64Array(diagonal.length * sweeps.width);
  return {
    sweeps,
    ...{ q: vectors(), y: vectors(), b: vectors(), gross: vectors(), frozen: vectors() },
    ...{ worst: new Float64Array(sweeps.width), largest: new Float64Array(sweeps.width) },
  };
}

/** How a solution came about. */
export interface Ways {
  /** The most sweeps any block took. */
  sweeps: number;
  /** Blocks that sweeps left to the block solver, per vector; by block. */
  readonly left: Set<number>;
  swept: boolean;
}

/**
 * M^T y = q block by block, suppliers first, from zero. q stands in `desk.q`, by place; y ends in `desk.y`.
 * Each vector stops on its own test, at a measured sweep, and keeps its values of that sweep: its bits do not depend on which
 * others are beside it. Returns a block that is singular, or undefined. `cancelled` is asked before each sweep.
 */
export function solveBlocks(
  a: Arrangement,
  desk: Desk,
  fallback: BlockSolver,
  ways: Ways,
  cancelled: Cancelled = never,
): number | undefined {
  const { blocks } = a;
  const { y } = desk;
  for (let block = 0; block + 1 < blocks.length; block++) {
    const span = { from: blocks[block] as number, to: blocks[block + 1] as number };
    desk.sweeps.known(a, span, desk, desk);
    if (span.to - span.from === 1) {
      const { width } = desk.sweeps;
      for (let m = 0; m < width; m++) y[span.from * width + m] = desk.b[span.from * width + m] as number;
    } else if (!sweepBlock(a, { block, span }, desk, fallback, ways, cancelled)) return block;
  }
  return undefined;
}

function sweepBlock(
  a: Arrangement,
  { block, span }: { readonly block: number; readonly span: Span },
  desk: Desk,
  fallback: BlockSolver,
  ways: Ways,
  cancelled: Cancelled,
): boolean {
  const { sweeps, y, worst, largest, frozen } = desk;
  const { width } = sweeps;
  const watches = Array.from({ length: width }, () => watch(() => fallback.sweepsWorth(block)));
  const left: number[] = [];
  const done = new Set<number>();
  if (fallback.isFirst === true) {
    ways.left.add(block);
    return Array.from({ length: width }, (_, m) => fallback.solve(block, { q: desk.q, y, width, m })).every(Boolean);
  }
  y.fill(0, span.from * width, span.to * width);
  for (let sweep = 1; done.size < width; sweep++) {
    goOnUnless(cancelled);
    if (sweep % measuredEvery !== 0) {
      sweeps.plain(a, span, desk.b, y);
      continue;
    }
    sweeps.measured(a, span, desk, y, desk);
    for (let m = 0; m < width; m++) {
      if (done.has(m)) continue;
      const verdict = (watches[m] as Watch).judge(sweep, worst[m] as number, largest[m] as number);
      if (verdict === "go-on") continue;
      done.add(m);
      ways.sweeps = Math.max(ways.sweeps, sweep);
      if (verdict === "leave") left.push(m);
      else ways.swept = true;
      for (let p = span.from; p < span.to; p++) frozen[p * width + m] = y[p * width + m] as number;
    }
  }
  for (let i = span.from * width; i < span.to * width; i++) y[i] = frozen[i] as number;
  if (left.length > 0) ways.left.add(block);
  const { q } = desk;
  return left.every((m) => fallback.solve(block, { q, y, width, m }));
}
