import type { Arrangement } from "./arrangement.ts";
import { type ProofDesk, type ProofLoops, proofLoopsOfOne } from "./proof-loops.ts";

/** Sweeps of u over a loop; more follow where the proof falls short. */
const sweepsFirst = 8;
const sweepsMost = 40;
/** Relative to its terms, an error as small as this needs no other measure. */
const enoughSure = 1e-9;
/** A slack below this makes a poor bound, and one at 0 or below is no proof. */
const slackWanted = 0.1;

/** How far y is from the truth. */
export interface Proof {
  /** omega: y solves exactly a system whose entries differ from the given ones by at most this, relatively. */
  readonly backwardError: number;
  /** Largest |error| / |y| of a value, where it could be proven; of a y of 0, relative to its gross size. */
  readonly errorBound: number | undefined;
  /** Largest |error| relative to the gross size of a value, what it would be if no part of it were negative; and the place where that is. */
  readonly lost: number;
  readonly lostAt: number;
}

/**
 * Holds each vector of the desk against the system it should solve, and bounds its error:
 *
 *   r     = q - M^T y,  size = |q| + sum |M| |y|,  omega = max |r| / size
 *   w     = |r| + (entries + 3) 2^-53 size           what is left over, and what rounding hides of it
 *   <M>^T u = w, loosely, by the same sweeps         <M>: |M_pp| on the diagonal, -|M_ip| off it
 *   |error| <= u / c  where <M>^T u >= c w holds on checking for every row, c > 0    (Neumaier 1990)
 *
 * Places as in the arrangement. q and y are given; size and weight are left in the desk. A vector is done at the first check that it
 * passes, so that its bits do not depend on which others are beside it.
 */
export function proofsOf(a: Arrangement, desk: ProofDesk, loops: ProofLoops): readonly Proof[] {
  const { weight, u } = desk;
  const found = new Float64Array(loops.width);
  loops.leftOver(a, desk, found);
  const proofs = Array.from(found, unproven);
  const open = new Set([...proofs.keys()].filter((m) => Number.isFinite(found[m])));
  u.fill(0);
  for (let most = sweepsFirst; open.size > 0 && most <= sweepsMost; most += sweepsFirst) {
    loops.bound(a, weight, u, sweepsFirst);
    loops.slack(a, desk, found);
    for (const m of open) {
      const slack = found[m] as number;
      if (slack < slackWanted) continue;
      proofs[m] = { ...(proofs[m] as Proof), ...largestOf(a, desk, { width: loops.width, m, slack }) };
      open.delete(m);
    }
  }
  return proofs;
}

const unproven = (omega: number): Proof => ({
  backwardError: omega,
  ...{ errorBound: undefined, lost: 0, lostAt: 0 },
});

function largestOf(
  a: Arrangement,
  { q, y, size, u }: ProofDesk,
  { width, m, slack }: { readonly width: number; readonly m: number; readonly slack: number },
): Pick<Proof, "errorBound" | "lost" | "lostAt"> {
  const { diagonal } = a;
  const largest = (grossAt: (p: number) => number): Pick<Proof, "errorBound" | "lost" | "lostAt"> => {
    let [errorBound, lost, lostAt] = [0, 0, 0];
    for (let p = 0; p < diagonal.length; p++) {
      const error = (u[p * width + m] as number) / slack;
      if (error === 0) continue;
      const gross = grossAt(p);
      const value = Math.abs(y[p * width + m] as number);
      errorBound = Math.max(errorBound, error / (value > 0 ? value : gross));
      if (error <= lost * gross) continue;
      lost = error / gross;
      lostAt = p;
    }
    return { errorBound, lost, lostAt };
  };
  // The terms of a value are no more than its gross size, and known; only where they do not do is the rest worked out.
  const byTerms = largest((p) => (size[p * width + m] as number) / Math.abs(diagonal[p] as number));
  if (byTerms.lost <= enoughSure) return byTerms;
  const own = Float64Array.from(diagonal, (_, p) => Math.abs(q[p * width + m] as number));
  const gross = new Float64Array(diagonal.length);
  for (let round = 0; round < 5; round++) proofLoopsOfOne.bound(a, own, gross, sweepsFirst);
  return largest((p) => gross[p] as number);
}
