import type { Indicator } from "@celadon/proto";
import { accept, Decimal, type Outcome, reject } from "@celadon/quantity";

export interface ReferenceValues {
  readonly leading: Decimal;
  readonly base: Decimal;
  /** How many factories set them. */
  readonly factories: number;
}

const digits = 12;
const leadingShare = 20; // one in twenty: 5 %

/**
 * Leading and base value of an industry from the figures of its factories (GB/T 36132-2025, 4.4.3), where less is better:
 *
 *   leading   what the best 5 % reach: the k-th best of n figures, k = n / 20 rounded up
 *   base      the average: their sum / n, in 12 significant digits
 *
 * The factory that is assessed is one of them, so that all of a group are measured by the same two values. Any order gives the
 * same. Refused: fewer than `peersLeast` factories say nothing of an industry.
 */
export function referenceValues(
  figures: readonly Indicator[],
  peersLeast: number,
): Outcome<ReferenceValues, "few-peers"> {
  const factories = new Set(figures.map(({ factory }) => factory)).size;
  const amounts = figures.map(({ amount }) => new Decimal(amount ?? Number.NaN)).sort((a, b) => a.comparedTo(b));
  const leading = amounts[Math.ceil(amounts.length / leadingShare) - 1];
  if (leading === undefined || factories < peersLeast) {
    return reject(
      "few-peers",
      `Leading and base values are not known: ${factories} ${factories === 1 ? "factory has" : "factories have"} a figure that may be compared, and it takes ${peersLeast}. Give a scheme that states them, with their source: --scheme FILE.`,
    );
  }
  const sum = amounts.reduce((a, b) => a.plus(b));
  return accept({ leading, base: sum.dividedBy(amounts.length).toSignificantDigits(digits), factories });
}
