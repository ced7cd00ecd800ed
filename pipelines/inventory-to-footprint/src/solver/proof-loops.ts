import type { Arrangement } from "./arrangement.ts";

const unitRoundoff = 2 ** -53;

/** What a proof works with: entry m of place p stands at `p * width + m`. */
export interface ProofDesk {
  readonly q: Float64Array;
  readonly y: Float64Array;
  readonly size: Float64Array;
  readonly weight: Float64Array;
  readonly u: Float64Array;
}

/**
 * The three loops of a proof over all entries, `width` vectors side by side. No allocation; the same operations, and so the same bits,
 * in every width.
 */
export interface ProofLoops {
  readonly width: 1 | 4;
  /** Writes size and weight; `found[m]` = omega, infinite where a value is not finite. */
  readonly leftOver: (a: Arrangement, desk: ProofDesk, found: Float64Array) => void;
  /** `rounds` sweeps of <M>^T u = weight over each loop, suppliers first; outside of loops once is exact. */
  readonly bound: (a: Arrangement, weight: Float64Array, u: Float64Array, rounds: number) => void;
  /** `found[m]` = the largest c up to 1 with <M>^T u >= c w in every row, less what rounding may feign. */
  readonly slack: (a: Arrangement, desk: ProofDesk, found: Float64Array) => void;
}

export const proofLoopsOfOne: ProofLoops = {
  width: 1,
  leftOver: ({ starts, places, values, diagonal }, { q, y, size, weight }, found) => {
    let omega = 0;
    for (let p = 0; p < diagonal.length; p++) {
      const begin = starts[p] as number;
      const end = starts[p + 1] as number;
      const own = q[p] as number;
      const self = (diagonal[p] as number) * (y[p] as number);
      let left = own - self;
      let terms = Math.abs(own) + Math.abs(self);
      for (let k = begin; k < end; k++) {
        const part = (values[k] as number) * (y[places[k] as number] as number);
        left -= part;
        terms += Math.abs(part);
      }
      const rest = Math.abs(left);
      omega = higher(omega, rest, terms);
      size[p] = terms;
      weight[p] = rest + (end - begin + 4) * unitRoundoff * terms;
    }
    found[0] = omega;
  },
  bound: ({ blocks, starts, places, scaled, diagonal }, weight, u, most) => {
    for (let block = 0; block + 1 < blocks.length; block++) {
      const from = blocks[block] as number;
      const to = blocks[block + 1] as number;
      const rounds = to - from === 1 ? 1 : most;
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
  },
  slack: ({ starts, places, values, diagonal }, { weight, u }, found) => {
    let slack = 1;
    for (let p = 0; p < diagonal.length; p++) {
      const begin = starts[p] as number;
      const end = starts[p + 1] as number;
      const self = Math.abs(diagonal[p] as number) * (u[p] as number);
      let taken = 0;
      for (let k = begin; k < end; k++) taken += Math.abs(values[k] as number) * (u[places[k] as number] as number);
      const sure = self - taken - (end - begin + 3) * unitRoundoff * (self + taken);
      slack = lower(slack, sure, weight[p] as number);
    }
    found[0] = slack;
  },
};

export const proofLoopsOfFour: ProofLoops = {
  width: 4,
  leftOver: ({ starts, places, values, diagonal }, { q, y, size, weight }, found) => {
    let [o0, o1, o2, o3] = [0, 0, 0, 0];
    for (let p = 0; p < diagonal.length; p++) {
      const begin = starts[p] as number;
      const end = starts[p + 1] as number;
      const at = p << 2;
      const own = diagonal[p] as number;
      const d0 = own * (y[at] as number);
      const d1 = own * (y[at + 1] as number);
      const d2 = own * (y[at + 2] as number);
      const d3 = own * (y[at + 3] as number);
      let l0 = (q[at] as number) - d0;
      let l1 = (q[at + 1] as number) - d1;
      let l2 = (q[at + 2] as number) - d2;
      let l3 = (q[at + 3] as number) - d3;
      let t0 = Math.abs(q[at] as number) + Math.abs(d0);
      let t1 = Math.abs(q[at + 1] as number) + Math.abs(d1);
      let t2 = Math.abs(q[at + 2] as number) + Math.abs(d2);
      let t3 = Math.abs(q[at + 3] as number) + Math.abs(d3);
      for (let k = begin; k < end; k++) {
        const w = values[k] as number;
        const i = (places[k] as number) << 2;
        const p0 = w * (y[i] as number);
        const p1 = w * (y[i + 1] as number);
        const p2 = w * (y[i + 2] as number);
        const p3 = w * (y[i + 3] as number);
        l0 -= p0;
        l1 -= p1;
        l2 -= p2;
        l3 -= p3;
        t0 += Math.abs(p0);
        t1 += Math.abs(p1);
        t2 += Math.abs(p2);
        t3 += Math.abs(p3);
      }
      const r0 = Math.abs(l0);
      const r1 = Math.abs(l1);
      const r2 = Math.abs(l2);
      const r3 = Math.abs(l3);
      o0 = higher(o0, r0, t0);
      o1 = higher(o1, r1, t1);
      o2 = higher(o2, r2, t2);
      o3 = higher(o3, r3, t3);
      size[at] = t0;
      size[at + 1] = t1;
      size[at + 2] = t2;
      size[at + 3] = t3;
      const hidden = (end - begin + 4) * unitRoundoff;
      weight[at] = r0 + hidden * t0;
      weight[at + 1] = r1 + hidden * t1;
      weight[at + 2] = r2 + hidden * t2;
      weight[at + 3] = r3 + hidden * t3;
    }
    found.set([o0, o1, o2, o3]);
  },
  bound: ({ blocks, starts, places, scaled, diagonal }, weight, u, most) => {
    for (let block = 0; block + 1 < blocks.length; block++) {
      const from = blocks[block] as number;
      const to = blocks[block + 1] as number;
      const rounds = to - from === 1 ? 1 : most;
      for (let round = 0; round < rounds; round++) {
        for (let p = from; p < to; p++) {
          const at = p << 2;
          const own = Math.abs(diagonal[p] as number);
          let s0 = (weight[at] as number) / own;
          let s1 = (weight[at + 1] as number) / own;
          let s2 = (weight[at + 2] as number) / own;
          let s3 = (weight[at + 3] as number) / own;
          const end = starts[p + 1] as number;
          for (let k = starts[p] as number; k < end; k++) {
            const w = Math.abs(scaled[k] as number);
            const i = (places[k] as number) << 2;
            s0 += w * (u[i] as number);
            s1 += w * (u[i + 1] as number);
            s2 += w * (u[i + 2] as number);
            s3 += w * (u[i + 3] as number);
          }
          u[at] = s0;
          u[at + 1] = s1;
          u[at + 2] = s2;
          u[at + 3] = s3;
        }
      }
    }
  },
  slack: ({ starts, places, values, diagonal }, { weight, u }, found) => {
    let [c0, c1, c2, c3] = [1, 1, 1, 1];
    for (let p = 0; p < diagonal.length; p++) {
      const begin = starts[p] as number;
      const end = starts[p + 1] as number;
      const at = p << 2;
      const own = Math.abs(diagonal[p] as number);
      const d0 = own * (u[at] as number);
      const d1 = own * (u[at + 1] as number);
      const d2 = own * (u[at + 2] as number);
      const d3 = own * (u[at + 3] as number);
      let [t0, t1, t2, t3] = [0, 0, 0, 0];
      for (let k = begin; k < end; k++) {
        const w = Math.abs(values[k] as number);
        const i = (places[k] as number) << 2;
        t0 += w * (u[i] as number);
        t1 += w * (u[i + 1] as number);
        t2 += w * (u[i + 2] as number);
        t3 += w * (u[i + 3] as number);
      }
      const hidden = (end - begin + 3) * unitRoundoff;
      c0 = lower(c0, d0 - t0 - hidden * (d0 + t0), weight[at] as number);
      c1 = lower(c1, d1 - t1 - hidden * (d1 + t1), weight[at + 1] as number);
      c2 = lower(c2, d2 - t2 - hidden * (d2 + t2), weight[at + 2] as number);
      c3 = lower(c3, d3 - t3 - hidden * (d3 + t3), weight[at + 3] as number);
    }
    found.set([c0, c1, c2, c3]);
  },
};

/** Omega once a row is looked at of which so much is left over. Terms beyond the largest double make it infinite, and it stays so. */
const higher = (omega: number, rest: number, terms: number): number => {
  if (rest <= omega * terms && terms < Number.POSITIVE_INFINITY) return omega;
  const share = rest / terms;
  return terms < Number.POSITIVE_INFINITY && share >= 0 ? share : Number.POSITIVE_INFINITY;
};

/** The slack once a row is looked at in which so much is sure where so much was wanted. What is no number proves nothing. */
const lower = (slack: number, sure: number, wanted: number): number => {
  if (sure >= slack * wanted) return slack;
  const share = wanted > 0 ? sure / wanted : sure < 0 ? -1 : slack;
  return Number.isNaN(sure) || Number.isNaN(share) ? -1 : share;
};
