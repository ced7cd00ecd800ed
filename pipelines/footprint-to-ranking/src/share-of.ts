import { Decimal } from "@celadon/quantity";

/** A piece of an amount: how large it is, and whether it belongs to what is asked for. */
interface Piece {
  readonly size: Decimal;
  readonly counts: boolean;
}

/** Which share of all sizes counts, 0 to 1 in millionths; undefined where the sizes add up to nothing, or one is not known. */
export function shareOf(pieces: readonly Piece[]): string | undefined {
  const sum = (some: readonly Piece[]): Decimal => some.reduce((total, { size }) => total.plus(size), new Decimal(0));
  const all = sum(pieces);
  if (all.isNaN() || all.isZero()) return undefined;
  return sum(pieces.filter(({ counts }) => counts))
    .dividedBy(all)
    .toDecimalPlaces(6)
    .toFixed();
}
