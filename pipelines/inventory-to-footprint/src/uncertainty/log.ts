import { powersOfTwo } from "./powers-of-two.ts";

const powers = powersOfTwo();

/**
 * The natural logarithm to less than 1 unit in the last place, with the same bits on every engine. The reduction of fdlibm (Sun
 * Microsystems 1993), the series of the area tangent, to s^23:
 *
 *   x = 2^k (1 + f), sqrt(1/2) < 1 + f < sqrt(2),  s = f / (2 + f)
 *   ln(1 + f) = 2 artanh(s) = f - (f^2 / 2 - s (f^2 / 2 + R)),  R = 2 s^2 / 3 + 2 s^4 / 5 + ... + 2 s^22 / 23
 *
 * -Infinity of 0; of less there is none.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const isSubnormal = x < 2 ** -1022;
  const normal = isSubnormal ? x * 2 ** 54 : x;
  const exponent = exponentOf(normal);
  const mantissa = normal * (powers[1074 - exponent] as number);
  const isHigh = mantissa > Math.SQRT2;
  const k = exponent + (isHigh ? 1 : 0) - (isSubnormal ? 54 : 0);
  const f = (isHigh ? mantissa / 2 : mantissa) - 1;
  const s = f / (2 + f);
  const t = s * s;
  const far = 2 / 15 + t * (2 / 17 + t * (2 / 19 + t * (2 / 21 + t * (2 / 23))));
  const r = t * (2 / 3 + t * (2 / 5 + t * (2 / 7 + t * (2 / 9 + t * (2 / 11 + t * (2 / 13 + t * far))))));
  const half = 0.5 * f * f;
  // ln 2 to 33 bits, so that the product with k is exact, and the rest of it.
  return k * 0.6931471803691238 - (half - (s * (half + r) + k * 1.9082149292705877e-10) - f);
}

const bits = new DataView(new ArrayBuffer(8)); // scratch: written and read within one call

/** k with 2^k <= x < 2^(k + 1), of a normal x. */
function exponentOf(x: number): number {
  bits.setFloat64(0, x);
  return (bits.getInt32(0) >>> 20) - 1023;
}
