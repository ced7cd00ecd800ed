import type { Arrangement } from "./arrangement.ts";

const unitRoundoff = 2 ** -53;
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

/** Arrays of a proof, kept from call to call. */
export interface ProofDesk {
  readonly size: Float64Array;
  readonly weight: Float64Array;
  readonly u: Float64Array;
}

export const proofDesk = ({ diagonal }: Arrangement): ProofDesk => ({
  size: new Float64Array(diagonal.length),
  weight: new Float64Array(diagonal.length),
  u: new Float64Array(diagonal.length),
});

/**
 * Holds y against the system it should solve, and bounds its error:
 *
 *   r     = q - M^T y,  size = |q| + sum |M| |y|,  omega = max |r| / size
 *   w     = |r| + (entries + 3) 2^-53 size           what is left over, and what rounding hides of it
 *   <M>^T u = w, loosely, by the same sweeps         <M>: |M_pp| on the diagonal, -|M_ip| off it
 *   |error| <= u / c  where <M>^T u >= c w holds on checking for every row, c > 0    (Neumaier 1990)
 *
 * Places as in the arrangement; vector m of `width` in y and q.
 */
export function proofOf(
  a: Arrangement,
  {
    q,
    y,
    width,
    m,
  }: { readonly q: Float64Array; readonly y: Float64Array; readonly width: number; readonly m: number },
  desk: ProofDesk,
): Proof {
  const { starts, places, values, diagonal } = a;
  const { size, weight, u } = desk;
  const n = diagonal.length;
  let omega = 0;
  for (let p = 0; p < n; p++) {
    const begin = starts[p] as number;
    const end = starts[p + 1] as number;
    const own = q[p * width + m] as number;
    const self = (diagonal[p] as number) * (y[p * width + m] as number);
    let left = own - self;
    let terms = Math.abs(own) + Math.abs(self);
    for (let k = begin; k < end; k++) {
      const part = (values[k] as number) * (y[(places[k] as number) * width + m] as number);
      left -= part;
      terms += Math.abs(part);
    }
    const rest = Math.abs(left);
    if (!(rest <= omega * terms)) omega = rest / terms;
    size[p] = terms;
    weight[p] = rest + (end - begin + 4) * unitRoundoff * terms;
  }
  if (!Number.isFinite(omega))
    return { backwardError: Number.POSITIVE_INFINITY, errorBound: undefined, lost: 0, lostAt: 0 };
  u.fill(0);
  for (let most = sweepsFirst; most <= sweepsMost; most += sweepsFirst) {
    bounding(a, weight, u);
    const slack = slackOf(a, desk);
    if (slack >= slackWanted) return { backwardError: omega, ...largestOf(a, { q, y, width, m }, desk, slack) };
  }
  return { backwardError: omega, errorBound: undefined, lost: 0, lostAt: 0 };
}

/** Eight sweeps of <M>^T u = weight over each loop, suppliers first; outside of loops once is exact. */
function bounding(
  { blocks, starts, places, scaled, diagonal }: Arrangement,
  weight: Float64Array,
  u: Float64Array,
): void {
  for (let block = 0; block + 1 < blocks.length; block++) {
    const from = blocks[block] as number;
    const to = blocks[block + 1] as number;
    const rounds = to - from === 1 ? 1 : sweepsFirst;
    for (let round = 0; round < rounds; round++) {
      for (let p = from; p < to; p++) {
        let sum = (weight[p] as number) / Math.abs(diagonal[p] as number);
        const end = starts[p + 1] as number;
        for (let k = starts[p] as number; k < end; k++)
          sum += Math.abs(scaled[k] as number) * (u[places[k] as number] as number);
        u[p] = sum;
      }
    }
  }
}

/** The largest c with <M>^T u >= c w in every row, less what rounding may feign. */
function slackOf({ starts, places, values, diagonal }: Arrangement, { weight, u }: ProofDesk): number {
  let slack = 1;
  for (let p = 0; p < diagonal.length; p++) {
    const begin = starts[p] as number;
    const end = starts[p + 1] as number;
    const self = Math.abs(diagonal[p] as number) * (u[p] as number);
    let taken = 0;
    for (let k = begin; k < end; k++) taken += Math.abs(values[k] as number) * (u[places[k] as number] as number);
    const sure = self - taken - (end - begin + 3) * unitRoundoff * (self + taken);
    const wanted = weight[p] as number;
    if (!(sure >= slack * wanted)) slack = wanted > 0 ? sure / wanted : sure < 0 ? -1 : slack;
  }
  return Number.isFinite(slack) ? slack : -1;
}

function largestOf(
  a: Arrangement,
  {
    q,
    y,
    width,
    m,
  }: { readonly q: Float64Array; readonly y: Float64Array; readonly width: number; readonly m: number },
  { size, weight, u }: ProofDesk,
  slack: number,
): Pick<Proof, "errorBound" | "lost" | "lostAt"> {
  const { diagonal } = a;
  const largest = (grossAt: (p: number) => number): Pick<Proof, "errorBound" | "lost" | "lostAt"> => {
    let [errorBound, lost, lostAt] = [0, 0, 0];
    for (let p = 0; p < diagonal.length; p++) {
      const error = (u[p] as number) / slack;
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
  const byTerms = largest((p) => (size[p] as number) / Math.abs(diagonal[p] as number));
  if (byTerms.lost <= enoughSure) return byTerms;
  for (let p = 0; p < diagonal.length; p++) weight[p] = Math.abs(q[p * width + m] as number);
  size.fill(0);
  for (let round = 0; round < 5; round++) bounding(a, weight, size);
  return largest((p) => size[p] as number);
}
