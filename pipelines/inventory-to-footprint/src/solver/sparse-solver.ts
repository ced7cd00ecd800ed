import { type BlockSolver, type Desk, deskFor, solveBlocks, type Ways } from "./adjoint.ts";
import type { Arrangement } from "./arrangement.ts";
import { type Cancelled, goOnUnless, never } from "./cancelled.ts";
import { estimateOf } from "./estimate.ts";
import { proofsOf } from "./proof.ts";
import { proofLoopsOfFour, proofLoopsOfOne } from "./proof-loops.ts";
import { doubtfulBlock } from "./regular-blocks.ts";
import { sweepsOfFour, sweepsOfOne } from "./sweeps.ts";

/** `count` vectors side by side: entry m of row i stands at `i * count + m`. */
export interface Vectors {
  readonly count: number;
  readonly values: Float64Array;
}

export interface Solved extends Vectors {
  readonly method: "gauss-seidel" | "lu" | "mixed";
  /** The most sweeps that any loop took. */
  readonly sweeps: number;
  readonly backwardError: number;
  /** Largest |error| / |value|. */
  readonly errorBound: number;
  /** The same relative to the gross size of a value: what it would be if no part of it were negative. */
  readonly grossBound: number;
  readonly boundKind: "verified" | "estimated";
}

/** Why there is no answer: the loop (a block of the arrangement) that is singular, or the backward error that was left. */
export type Unsolved =
  | { readonly kind: "singular"; readonly block: number }
  | { readonly kind: "not-converged"; readonly backwardError: number };

/** What every answer has to pass. */
const residualTest = 1e-13;
/** An answer of which fewer digits are sure is none: near a singular matrix the residual is tiny and the answer garbage. */
const lostMost = 1e-6;

/** Solves M^T Y = Q again and again for one matrix. `q`: by column. The answer: by row. */
export interface SparseSolver {
  solve(q: Vectors): { readonly kind: "solved"; readonly value: Solved } | Unsolved;
}

/** `cancelled` is asked before each sweep and each proof; `unlessCancelled` around a solve hears of it. */
export function sparseSolver(a: Arrangement, fallback: BlockSolver, cancelled: Cancelled = never): SparseSolver {
  const desks = new Map<number, Desk>();
  const deskOf = (width: 1 | 4): Desk => {
    const desk = desks.get(width) ?? deskFor(a, width === 1 ? sweepsOfOne : sweepsOfFour);
    desks.set(width, desk);
    return desk;
  };
  const [placeOfColumn, placeOfRow] = [placesOf(a.columns), placesOf(a.rows)];
  let looked: { readonly doubtful: number | undefined } | undefined;
  return {
    solve: ({ count, values: q }) => {
      looked ??= { doubtful: doubtfulBlock(a, fallback, cancelled) };
      if (looked.doubtful !== undefined) return { kind: "singular", block: looked.doubtful };
      const values = new Float64Array(q.length);
      const ways: Ways = { sweeps: 0, left: new Set(), swept: false };
      let [backwardError, errorBound, grossBound] = [0, 0, 0];
      let boundKind: Solved["boundKind"] = "verified";
      for (let first = 0; first < count; ) {
        const width = count - first >= 4 ? 4 : 1;
        const desk = deskOf(width);
        load(placeOfColumn, { count, values: q }, first, desk);
        const singular = solveBlocks(a, desk, fallback, ways, cancelled);
        if (singular !== undefined) return { kind: "singular", block: singular };
        goOnUnless(cancelled);
        // What the sweeps worked with is free again.
        const proving = { q: desk.q, y: desk.y, size: desk.b, weight: desk.gross, u: desk.frozen };
        const proofs = proofsOf(a, proving, width === 1 ? proofLoopsOfOne : proofLoopsOfFour);
        for (const [m, proof] of proofs.entries()) {
          if (!(proof.backwardError <= residualTest))
            return { kind: "not-converged", backwardError: proof.backwardError };
          if (proof.lost > lostMost) return { kind: "singular", block: blockAt(a, proof.lostAt) };
          backwardError = Math.max(backwardError, proof.backwardError);
          if (proof.errorBound !== undefined) {
            errorBound = Math.max(errorBound, proof.errorBound);
            grossBound = Math.max(grossBound, proof.lost);
            continue;
          }
          const estimate = estimateOf(a, proving, { width, m }, { fallback, cancelled });
          if (!(estimate.lost <= lostMost)) return { kind: "singular", block: estimate.lostIn };
          boundKind = "estimated";
          errorBound = Math.max(errorBound, estimate.errorBound);
          grossBound = Math.max(grossBound, estimate.lost);
        }
        unload(placeOfRow, desk, first, { count, values });
        first += width;
      }
      const method = ways.left.size === 0 ? "gauss-seidel" : ways.swept ? "mixed" : "lu";
      return {
        kind: "solved",
        value: { count, values, method, sweeps: ways.sweeps, backwardError, errorBound, grossBound, boundKind },
      };
    },
  };
}

const blockAt = ({ blocks }: Arrangement, place: number): number => blocks.findLastIndex((start) => start <= place);

function placesOf(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  for (let p = 0; p < order.length; p++) places[order[p] as number] = p;
  return places;
}

// The long arrays are walked in their own order: what is fetched from anywhere is the desk, which the cache holds.

function load(placeOf: Int32Array, { count, values }: Vectors, first: number, { sweeps, q }: Desk): void {
  const { width } = sweeps;
  for (let j = 0; j < placeOf.length; j++) {
    const from = j * count + first;
    const to = (placeOf[j] as number) * width;
    for (let m = 0; m < width; m++) q[to + m] = values[from + m] as number;
  }
}

function unload(placeOf: Int32Array, { sweeps, y }: Desk, first: number, { count, values }: Vectors): void {
  const { width } = sweeps;
  for (let i = 0; i < placeOf.length; i++) {
    const from = (placeOf[i] as number) * width;
    const to = i * count + first;
    for (let m = 0; m < width; m++) values[to + m] = y[from + m] as number;
  }
}
