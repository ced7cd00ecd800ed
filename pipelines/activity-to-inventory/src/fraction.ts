/**
 * An exact quotient in lowest terms, `above / below`, `below` > 0. Amounts of a plant pass through sums, unit conversions
 * and coefficients such as 44/28; a decimal would have to round at each division, and the order of the sums would show.
 */
export interface Fraction {
  readonly above: bigint;
  readonly below: bigint;
}

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : divisor(b, a % b));

const lowest = (above: bigint, below: bigint): Fraction => {
  const common = divisor(above, below) * (below < 0n ? -1n : 1n);
  return { above: above / common, below: below / common };
};

export const nothing: Fraction = { above: 0n, below: 1n };
export const one: Fraction = { above: 1n, below: 1n };

/** above / below of two whole numbers. `below` is not 0. */
export const quotient = (above: bigint | number, below: bigint | number): Fraction =>
  lowest(BigInt(above), BigInt(below));

/** Reads plain decimal text (`-12.50`). Throws on anything else: what comes here has been checked. */
export function fractionOf(text: string): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new Error(`"${text}" is no plain decimal.`);
  const [, sign = "", whole = "", places = ""] = match;
  return lowest(BigInt(`${sign}${whole}${places}`), 10n ** BigInt(places.length));
}

export const plus = (a: Fraction, b: Fraction): Fraction =>
  lowest(a.above * b.below + b.above * a.below, a.below * b.below);

export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { above: -b.above, below: b.below });

export const times = (a: Fraction, b: Fraction): Fraction => lowest(a.above * b.above, a.below * b.below);

/** a / b. Throws when b is 0: whoever divides knows that it is not. */
export function over(a: Fraction, b: Fraction): Fraction {
  if (b.above === 0n) throw new Error("Division by zero.");
  return lowest(a.above * b.below, a.below * b.above);
}

export const sumOf = (parts: Iterable<Fraction>): Fraction => {
  let sum = nothing;
  for (const part of parts) sum = plus(sum, part);
  return sum;
};

export const isNegative = (a: Fraction): boolean => a.above < 0n;
export const isZero = (a: Fraction): boolean => a.above === 0n;
export const exceeds = (a: Fraction, b: Fraction): boolean => a.above * b.below > b.above * a.below;

const places = 30n;

/** Plain decimal text, without trailing zeros. Exact up to 30 decimals; what needs more is rounded there, half away from zero. */
export function decimalText({ above, below }: Fraction): string {
  const size = above < 0n ? -above : above;
  const scaled = (2n * size * 10n ** places + below) / (2n * below);
  const digits = scaled.toString().padStart(Number(places) + 1, "0");
  const whole = digits.slice(0, -Number(places));
  const rest = digits.slice(-Number(places)).replace(/0+$/, "");
  return `${above < 0n && scaled > 0n ? "-" : ""}${whole}${rest === "" ? "" : `.${rest}`}`;
}
