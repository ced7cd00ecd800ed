/** A figure with the square of its standard uncertainty, in its own unit. Less is better. */
export interface Estimate {
  readonly figure: number;
  readonly variance: number;
}

/** The 95th percentile of the standard normal distribution. */
const z95 = 1.6448536269514722;
const z95Squared = z95 * z95;

/**
 * Whether P(A < B) >= 0.95 for two independent normal errors:
 *
 *   P(A < B) = Phi((b - a) / sqrt(ua^2 + ub^2)),  so  (b - a)^2 >= 1.645^2 (ua^2 + ub^2)  and  b > a
 *
 * The difference of two normals is normal (GUM, JCGM 100:2008, 5.1.2 gives its variance). Equal figures are never told apart.
 */
export const isSurelyBetter = (a: Estimate, b: Estimate): boolean =>
  isSureGap(b.figure - a.figure, a.variance + b.variance);

/** The same of a difference b - a and its variance. */
export const isSureGap = (gap: number, variance: number): boolean => gap > 0 && gap * gap >= z95Squared * variance;

/** How large a difference of this variance must be to be sure. */
export const sureGap = (variance: number): number => z95 * Math.sqrt(variance);
