import type { Contribution, Part } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import { apportioned } from "./apportioned.ts";
import { type Atom, isBiogenic } from "./atoms-of.ts";
import { inFigureDigits, lastPlace, rounded } from "./rounded.ts";

/** A total with all its slices. Every list adds up to it, to the last digit. */
interface Figure {
  readonly total: Decimal;
  /** Before rounding, for what is derived from it. */
  readonly exact: Decimal;
  /** Sum of the sizes of all pieces: what the total would be if none were negative. */
  readonly gross: Decimal;
  readonly byProcess: readonly Part[];
  readonly byGas: readonly Part[];
  readonly byScope: readonly Part[];
  readonly byStage: readonly Part[];
  readonly contributions: readonly Contribution[];
  /** Absent when no line has any. */
  readonly biogenic: Decimal | undefined;
}

const shareStep = new Decimal("0.000001");

/**
 * The total is the exact sum of all pieces, rounded once. The pieces are rounded so that they add up to it, and every slice is
 * a sum of rounded pieces: so a list can be checked with a pocket calculator.
 */
export function figureOf(atoms: readonly Atom[], scales: ReadonlyMap<string, Decimal | undefined>): Figure {
  const counted = atoms.filter((atom) => !isBiogenic(atom));
  const gross = sum(counted.map(({ amount }) => amount.abs()));
  const exact = sum(counted.map(({ amount }) => amount));
  const place = lastPlace(gross);
  const shown = apportioned(
    counted.map(({ amount }) => amount),
    place,
  );
  const slices = (view: (atom: Atom) => string) => partsBy(counted, shown, view);
  const biogenic = atoms.filter(isBiogenic);
  return {
    total: rounded(exact, place),
    exact,
    gross,
    byProcess: slices(({ process }) => process),
    byGas: slices(({ gas }) => gas),
    byScope: slices(({ scope }) => scope),
    byStage: slices(({ stage }) => stage),
    contributions: contributionsOf(
      atoms,
      slices(({ line }) => line.id),
      scales,
    ),
    biogenic: biogenic.length === 0 ? undefined : inFigureDigits(sum(biogenic.map(({ amount }) => amount))),
  };
}

const sum = (values: readonly Decimal[]): Decimal => values.reduce((a, b) => a.plus(b), new Decimal(0));

function partsBy(atoms: readonly Atom[], shown: readonly Decimal[], view: (atom: Atom) => string): readonly Part[] {
  const sums = new Map<string, Decimal>();
  atoms.forEach((atom, i) => {
    const name = view(atom);
    sums.set(name, (shown[i] as Decimal).plus(sums.get(name) ?? new Decimal(0)));
  });
  const parts = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  const shares = sharesOf(parts.map(([, amount]) => amount));
  return parts.map(([name, amount], i) => ({ name, amount: amount.toFixed(), share: shares[i] as string }));
}

/** Shares of the sum in millionths that add up to exactly 1; empty where the sum is 0. */
export function sharesOf(amounts: readonly Decimal[]): readonly string[] {
  const total = sum(amounts);
  if (total.isZero()) return amounts.map(() => "");
  return apportioned(
    amounts.map((amount) => amount.dividedBy(total)),
    shareStep,
  ).map((share) => share.toFixed());
}

/** Largest first; of equal ones by line. A line of biogenic CO2 only stands with 0. */
function contributionsOf(
  atoms: readonly Atom[],
  parts: readonly Part[],
  scales: ReadonlyMap<string, Decimal | undefined>,
): readonly Contribution[] {
  const byLine = new Map(parts.map((part) => [part.name, part]));
  const noPart = { amount: "0", share: parts.every(({ share }) => share === "") ? "" : "0" };
  const lines = [...new Set(atoms.map(({ line }) => line))];
  return lines
    .map(({ id, process, factors }) => {
      const { amount, share } = byLine.get(id) ?? noPart;
      const scale = (scales.get(process) as Decimal).toFixed();
      return {
        line: id,
        process,
        amount,
        share,
        factors: [...new Set(factors.map((factor) => factor.id))].sort(),
        scale,
      };
    })
    .sort((a, b) => new Decimal(b.amount).abs().comparedTo(new Decimal(a.amount).abs()) || (a.line < b.line ? -1 : 1));
}
