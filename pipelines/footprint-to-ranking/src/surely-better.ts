/** A figure with its uncertainty, in its own unit. Less is better. */
export interface Estimate {
  readonly figure: number;
  /** Square of the standard uncertainty that no other figure shares. */
  readonly variance: number;
  /** Standard uncertainty from rows from memory, with the sign of the figure: a common error moves both the same way. */
  readonly exposure: number;
  /** Which rows those are; figures with the same share one error. */
  readonly rows: string;
}

/** The 95th percentile of the standard normal distribution. */
export const z95 = 1.6448536269514722;

/**
 * Whether P(A < B) >= 0.95, with normal errors:
 *
 *   P(A < B) = Phi((b - a) / s),  so  (b - a)^2 > 1.645^2 s^2  and  b > a
 *   s^2 = va + vb + (ea - eb)^2   where both rest on the same rows from memory: one draw for both
 *   s^2 = va + vb + ea^2 + eb^2   where they do not
 *
 * The variance of a difference with a common part: GUM (JCGM 100:2008), 5.2.2 with correlation 1. Equal figures are never told
 * apart, and what lies on the very border is not sure.
 */
export function isSurelyBetter(a: Estimate, b: Estimate): boolean {
  const memory = a.rows === b.rows ? (a.exposure - b.exposure) ** 2 : a.exposure ** 2 + b.exposure ** 2;
  return b.figure > a.figure && (b.figure - a.figure) ** 2 > z95 ** 2 * (a.variance + b.variance + memory);
}
