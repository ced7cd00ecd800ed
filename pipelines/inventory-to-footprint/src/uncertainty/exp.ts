import { powersOfTwo } from "./powers-of-two.ts";

const powers = powersOfTwo();

/**
 * e^x to less than 1 unit in the last place, with the same bits on every engine: ECMAScript fixes + - * / and floor, but not
 * `Math.exp`. The reduction of fdlibm (Sun Microsystems 1993), the series in Bernoulli numbers, 2 B_2n / (2n)!, to r^12:
 *
 *   x = k ln 2 + r, |r| <= ln 2 / 2,   e^x = 2^k e^r
 *   e^r = 1 + r + r c / (2 - c),       c = 2 + r - r coth(r / 2) = r - (r^2 / 6 - r^4 / 360 + r^6 / 15120 - ...)
 *
 * What is left out is below 2^-56. Infinity above 708 and 0 below -708, a little before a double would be full. One function, its
 * numbers inside: in parts, or with numbers that stand beside it, it takes twice as long, and it is called for every draw.
 */
export function exp(x: number): number {
  if (!(x <= 708 && x >= -708)) return Number.isNaN(x) ? x : x > 0 ? Number.POSITIVE_INFINITY : 0;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * 0.6931471803691238; // ln 2 to 33 bits, so that the product is exact, and the rest of it
  const low = k * 1.9082149292705877e-10;
  const r = high - low;
  const t = r * r;
  const tail = t * (1 / 604_800 - t * (1 / 23_950_080 - t * (691 / 653_837_184_000)));
  const c = r - t * (1 / 6 - t * (1 / 360 - t * (1 / 15_120 - tail)));
  return (1 + (high - (low - (r * c) / (2 - c)))) * (powers[(k | 0) + 1074] as number);
}
