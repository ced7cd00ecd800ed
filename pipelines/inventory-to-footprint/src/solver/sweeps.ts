import type { Arrangement } from "./arrangement.ts";

/**
 * One sweep of Gauss-Seidel over the places of a block:  y_p = b_p - sum_k scaled[k] y_places[k].
 * `b` holds what is known: own impact and blocks before this one, over the diagonal. No allocation; the same operations, and so the
 * same bits, in every width and with or without measuring.
 */
export interface Sweeps {
  /** Vectors side by side: entry m of place p stands at `p * width + m`. */
  readonly width: 1 | 4;
  /** Writes b of a block, from q and the y of blocks before it, and the size of its terms. */
  readonly known: (
    a: Arrangement,
    block: Span,
    given: { readonly q: Float64Array; readonly y: Float64Array },
    known: { readonly b: Float64Array; readonly gross: Float64Array },
  ) => void;
  readonly plain: (a: Arrangement, block: Span, b: Float64Array, y: Float64Array) => void;
  /**
   * The same, and how far it is from rest: `worst[m]` = max |change| / m_p, m_p = gross[p] + sum |scaled| |y| the size of the terms;
   * `largest[m]` = max |y|.
   */
  readonly measured: (
    a: Arrangement,
    block: Span,
    known: { readonly b: Float64Array; readonly gross: Float64Array },
    y: Float64Array,
    found: Found,
  ) => void;
}

/** By vector. */
interface Found {
  readonly worst: Float64Array;
  readonly largest: Float64Array;
}

/** Places from `from` to `to - 1`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The terms of a value are at least so much of its size, with far more than rounding to spare: only where a change could be the worst by
 * this are they added up, which most are not.
 */
const sureShare = 0.75;

export const sweepsOfOne: Sweeps = {
  width: 1,
  known: ({ starts, inside, places, scaled, diagonal }, { from, to }, { q, y }, { b, gross }) => {
    for (let p = from; p < to; p++) {
      let sum = (q[p] as number) / (diagonal[p] as number);
      let size = Math.abs(sum);
      const end = inside[p] as number;
      for (let k = starts[p] as number; k < end; k++) {
        const part = (scaled[k] as number) * (y[places[k] as number] as number);
        sum -= part;
        size += Math.abs(part);
      }
      b[p] = sum;
      gross[p] = size;
    }
  },
  plain: ({ starts, inside, places, scaled }, { from, to }, b, y) => {
    for (let p = from; p < to; p++) {
      let sum = b[p] as number;
      const end = starts[p + 1] as number;
      for (let k = inside[p] as number; k < end; k++) sum -= (scaled[k] as number) * (y[places[k] as number] as number);
      y[p] = sum;
    }
  },
  measured: ({ starts, inside, places, scaled }, { from, to }, { b, gross }, y, found) => {
    let worst = 0;
    let largest = 0;
    let poison = 0; // 0, or not a number once a value is not finite
    for (let p = from; p < to; p++) {
      let sum = b[p] as number;
      const begin = inside[p] as number;
      const end = starts[p + 1] as number;
      for (let k = begin; k < end; k++) sum -= (scaled[k] as number) * (y[places[k] as number] as number);
      const change = Math.abs(sum - (y[p] as number));
      const now = Math.abs(sum);
      if (change > worst * sureShare * now) {
        let size = gross[p] as number;
        for (let k = begin; k < end; k++) size += Math.abs((scaled[k] as number) * (y[places[k] as number] as number));
        if (change > worst * size) worst = change / size;
      }
      if (now > largest) largest = now;
      poison += sum - sum;
      y[p] = sum;
    }
    found.worst[0] = worst + poison;
    found.largest[0] = largest;
  },
};

export const sweepsOfFour: Sweeps = {
  width: 4,
  known: ({ starts, inside, places, scaled, diagonal }, { from, to }, { q, y }, { b, gross }) => {
    for (let p = from; p < to; p++) {
      const at = p << 2;
      const own = diagonal[p] as number;
      let s0 = (q[at] as number) / own;
      let s1 = (q[at + 1] as number) / own;
      let s2 = (q[at + 2] as number) / own;
      let s3 = (q[at + 3] as number) / own;
      let g0 = Math.abs(s0);
      let g1 = Math.abs(s1);
      let g2 = Math.abs(s2);
      let g3 = Math.abs(s3);
      const end = inside[p] as number;
      for (let k = starts[p] as number; k < end; k++) {
        const w = scaled[k] as number;
        const i = (places[k] as number) << 2;
        const p0 = w * (y[i] as number);
        const p1 = w * (y[i + 1] as number);
        const p2 = w * (y[i + 2] as number);
        const p3 = w * (y[i + 3] as number);
        s0 -= p0;
        s1 -= p1;
        s2 -= p2;
        s3 -= p3;
        g0 += Math.abs(p0);
        g1 += Math.abs(p1);
        g2 += Math.abs(p2);
        g3 += Math.abs(p3);
      }
      b[at] = s0;
      b[at + 1] = s1;
      b[at + 2] = s2;
      b[at + 3] = s3;
      gross[at] = g0;
      gross[at + 1] = g1;
      gross[at + 2] = g2;
      gross[at + 3] = g3;
    }
  },
  plain: ({ starts, inside, places, scaled }, { from, to }, b, y) => {
    for (let p = from; p < to; p++) {
      const at = p << 2;
      let s0 = b[at] as number;
      let s1 = b[at + 1] as number;
      let s2 = b[at + 2] as number;
      let s3 = b[at + 3] as number;
      const end = starts[p + 1] as number;
      for (let k = inside[p] as number; k < end; k++) {
        const w = scaled[k] as number;
        const i = (places[k] as number) << 2;
        s0 -= w * (y[i] as number);
        s1 -= w * (y[i + 1] as number);
        s2 -= w * (y[i + 2] as number);
        s3 -= w * (y[i + 3] as number);
      }
      y[at] = s0;
      y[at + 1] = s1;
      y[at + 2] = s2;
      y[at + 3] = s3;
    }
  },
  measured: ({ starts, inside, places, scaled }, { from, to }, { b, gross }, y, { worst, largest }) => {
    let [w0, w1, w2, w3] = [0, 0, 0, 0];
    for (let p = from; p < to; p++) {
      const at = p << 2;
      let s0 = b[at] as number;
      let s1 = b[at + 1] as number;
      let s2 = b[at + 2] as number;
      let s3 = b[at + 3] as number;
      const begin = inside[p] as number;
      const end = starts[p + 1] as number;
      for (let k = begin; k < end; k++) {
        const w = scaled[k] as number;
        const i = (places[k] as number) << 2;
        s0 -= w * (y[i] as number);
        s1 -= w * (y[i + 1] as number);
        s2 -= w * (y[i + 2] as number);
        s3 -= w * (y[i + 3] as number);
      }
      const c0 = Math.abs(s0 - (y[at] as number));
      const c1 = Math.abs(s1 - (y[at + 1] as number));
      const c2 = Math.abs(s2 - (y[at + 2] as number));
      const c3 = Math.abs(s3 - (y[at + 3] as number));
      const hasWorse =
        c0 > w0 * sureShare * Math.abs(s0) ||
        c1 > w1 * sureShare * Math.abs(s1) ||
        c2 > w2 * sureShare * Math.abs(s2) ||
        c3 > w3 * sureShare * Math.abs(s3);
      if (hasWorse) {
        let g0 = gross[at] as number;
        let g1 = gross[at + 1] as number;
        let g2 = gross[at + 2] as number;
        let g3 = gross[at + 3] as number;
        for (let k = begin; k < end; k++) {
          const w = scaled[k] as number;
          const i = (places[k] as number) << 2;
          g0 += Math.abs(w * (y[i] as number));
          g1 += Math.abs(w * (y[i + 1] as number));
          g2 += Math.abs(w * (y[i + 2] as number));
          g3 += Math.abs(w * (y[i + 3] as number));
        }
        if (c0 > w0 * g0) w0 = c0 / g0;
        if (c1 > w1 * g1) w1 = c1 / g1;
        if (c2 > w2 * g2) w2 = c2 / g2;
        if (c3 > w3 * g3) w3 = c3 / g3;
      }
      y[at] = s0;
      y[at + 1] = s1;
      y[at + 2] = s2;
      y[at + 3] = s3;
    }
    worst.set([w0, w1, w2, w3]);
    largestOfFour({ from, to }, y, { worst, largest });
  },
};

/** Apart from the sweep, where so many numbers at once would not fit into registers. */
function largestOfFour({ from, to }: Span, y: Float64Array, { worst, largest }: Found): void {
  let [l0, l1, l2, l3] = [0, 0, 0, 0];
  let [n0, n1, n2, n3] = [0, 0, 0, 0]; // 0, or not a number once a value is not finite
  for (let at = from << 2; at < to << 2; at += 4) {
    const s0 = y[at] as number;
    const s1 = y[at + 1] as number;
    const s2 = y[at + 2] as number;
    const s3 = y[at + 3] as number;
    if (Math.abs(s0) > l0) l0 = Math.abs(s0);
    if (Math.abs(s1) > l1) l1 = Math.abs(s1);
    if (Math.abs(s2) > l2) l2 = Math.abs(s2);
    if (Math.abs(s3) > l3) l3 = Math.abs(s3);
    n0 += s0 - s0;
    n1 += s1 - s1;
    n2 += s2 - s2;
    n3 += s3 - s3;
  }
  largest.set([l0, l1, l2, l3]);
  worst[0] = (worst[0] as number) + n0;
  worst[1] = (worst[1] as number) + n1;
  worst[2] = (worst[2] as number) + n2;
  worst[3] = (worst[3] as number) + n3;
}
