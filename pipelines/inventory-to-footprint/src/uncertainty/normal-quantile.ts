import { log } from "./log.ts";

/**
 * z with Phi(z) = u, u in (0, 1), to about 16 digits: routine PPND16 of M. J. Wichura, Algorithm AS 241: The Percentage Points of
 * the Normal Distribution, Applied Statistics 37 (1988), 477-484. The coefficients are the paper's.
 *
 *   |u - 1/2| <= 0.425                         z = q A(r) / B(r),       q = u - 1/2,  r = 0.180625 - q^2
 *   r = sqrt(-ln min(u, 1 - u)) <= 5           |z| = C(r - 1.6) / D(r - 1.6)
 *   beyond                                     |z| = E(r - 5) / F(r - 5)
 */
export function normalQuantile(u: number): number {
  const q = u - 0.5;
  return Math.abs(q) <= 0.425 ? central(q) : tail(u, q);
}

/**
 * Normal quantiles of uniform draws, into an array of the same length; `tails` is scratch of that length. First all as if they were
 * central, without a branch, because which are not can not be foreseen; then those that are not.
 */
export function fillQuantiles(uniforms: Float64Array, quantiles: Float64Array, tails: Int32Array): void {
  fillTails(uniforms, quantiles, tails, fillCentral(uniforms, quantiles, tails));
}

/** How many are in the tails; `tails` says which. */
function fillCentral(uniforms: Float64Array, quantiles: Float64Array, tails: Int32Array): number {
  let count = 0;
  for (let i = 0; i < uniforms.length; i++) {
    const q = (uniforms[i] as number) - 0.5;
    quantiles[i] = central(q);
    tails[count] = i;
    count += Number(Math.abs(q) > 0.425);
  }
  return count;
}

function fillTails(uniforms: Float64Array, quantiles: Float64Array, tails: Int32Array, count: number): void {
  for (let t = 0; t < count; t++) {
    const i = tails[t] as number;
    const u = uniforms[i] as number;
    quantiles[i] = tail(u, u - 0.5);
  }
}

function central(q: number): number {
  const r = 0.180625 - q * q;
  const over =
    ((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r +
      13731.69376550946) *
      r +
      1971.5909503065513) *
      r +
      133.14166789178438) *
      r +
    3.3871328727963665;
  const under =
    ((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r +
      5394.196021424751) *
      r +
      687.1870074920579) *
      r +
      42.31333070160091) *
      r +
    1;
  return (q * over) / under;
}

function tail(u: number, q: number): number {
  const r = Math.sqrt(-log(q < 0 ? u : 1 - u));
  const z = r <= 5 ? near(r - 1.6) : far(r - 5);
  return q < 0 ? -z : z;
}

const near = (r: number): number =>
  (((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r + 1.2704582524523684) * r +
    3.6478483247632045) *
    r +
    5.769497221460691) *
    r +
    4.630337846156546) *
    r +
    1.4234371107496835) /
  (((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r + 0.14810397642748008) * r +
    0.6897673349851) *
    r +
    1.6763848301838038) *
    r +
    2.053191626637759) *
    r +
    1);

const far = (r: number): number =>
  (((((((2.0103343992922881e-7 * r + 2.7115555687434876e-5) * r + 0.0012426609473880784) * r + 0.026532189526576124) *
    r +
    0.29656057182850487) *
    r +
    1.7848265399172913) *
    r +
    5.463784911164114) *
    r +
    6.657904643501103) /
  (((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 1.8463183175100548e-5) * r + 0.0007868691311456133) *
    r +
    0.014875361290850615) *
    r +
    0.1369298809227358) *
    r +
    0.599832206555888) *
    r +
    1);
