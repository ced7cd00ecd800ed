import type { Contribution, Line } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";

/**
 * Which part of a figure rests on numbers from memory, 0 to 1, in millionths:
 *
 *   sum of |contribution| of the lines with a recalled row / sum of |contribution| of all lines
 *
 * A row counts whether it is a factor of the line or a coefficient on the way to its amount; placeholders are recalled rows. In
 * sizes, so that a credit cannot hide one. Undefined where all are 0: there is nothing to take a part of.
 */
export function placeholderShareOf(
  contributions: readonly Pick<Contribution, "line" | "amount">[],
  lines: readonly Line[],
): string | undefined {
  const recalled = new Set(lines.filter(restsOnRecalled).map(({ id }) => id));
  const sizeOf = (parts: readonly Pick<Contribution, "amount">[]): Decimal =>
    parts.reduce((sum, { amount }) => sum.plus(new Decimal(amount).abs()), new Decimal(0));
  const gross = sizeOf(contributions);
  if (gross.isZero()) return undefined;
  const part = sizeOf(contributions.filter(({ line }) => recalled.has(line)));
  return part.dividedBy(gross).toDecimalPlaces(6).toFixed();
}

const restsOnRecalled = ({ factors, coefficients }: Line): boolean =>
  [...factors, ...coefficients].some(({ confidence }) => confidence === "recalled");
