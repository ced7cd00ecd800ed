import { Decimal } from "@celadon/quantity";

/** A column that holds the standings of a register instead of amounts. */
export interface SeenRegister {
  readonly first: string;
  readonly last: string;
  /** The largest plausible rise in an hour, by the file alone. */
  readonly ratedPerHour: string;
}

/** Fewer values may rise by chance. */
const leastValues = 10;

/**
 * Whether the values of a column, in the order of its rows, are a register: at least 10, none below the one before it, not all
 * equal. Its rated bound, which only the meter's own rating can confirm:
 *
 *   ratedPerHour = 2 * max (valueᵢ - valueᵢ₋₁) / hours between them, rounded up to 2 significant digits
 */
export function registerIn(
  rows: readonly { readonly value: string; readonly localMs: number }[],
): SeenRegister | undefined {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined || rows.length < leastValues) return undefined;
  let fastest = new Decimal(0);
  let before = { value: new Decimal(first.value), localMs: first.localMs };
  for (const row of rows) {
    const value = new Decimal(row.value);
    const rise = value.minus(before.value);
    if (rise.isNegative() && !rise.isZero()) return undefined;
    const hours = (row.localMs - before.localMs) / 3_600_000;
    if (hours > 0) fastest = Decimal.max(fastest, rise.dividedBy(hours));
    before = { value, localMs: row.localMs };
  }
  if (fastest.isZero()) return undefined;
  const bound = fastest.times(2).toSignificantDigits(2, Decimal.ROUND_UP);
  return {
    first: first.value,
    last: last.value,
    ratedPerHour: Decimal.max(bound, "0.000001").toDecimalPlaces(6, Decimal.ROUND_UP).toFixed(),
  };
}
