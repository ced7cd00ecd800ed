import type { Contribution, Part } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import { shareSteps, wholeSteps } from "./apportioned.ts";
import { type Atom, isBiogenic } from "./atoms-of.ts";
import { fromSteps, inFigureDigits, lastPlace } from "./rounded.ts";

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

/**
 * The total is the exact sum of all pieces, rounded once. The pieces are rounded so that they add up to it, and every slice is
 * a sum of rounded pieces: so a list can be checked with a pocket calculator.
 */
export function figureOf(atoms: readonly Atom[], scales: ReadonlyMap<string, Decimal | undefined>): Figure {
  const counted = atoms.filter((atom) => !isBiogenic(atom));
  const gross = sum(counted.map(({ amount }) => amount.abs()));
  const exact = sum(counted.map(({ amount }) => amount));
  const place = lastPlace(gross);
  const steps = wholeSteps(
    counted.map(({ amount }) => amount),
    place,
  );
  const slices = (view: (atom: Atom) => string) => partsBy(counted, { steps, place }, view);
  const biogenic = atoms.filter(isBiogenic);
  return {
    total: fromSteps(
      steps.reduce((sum, step) => sum + step, 0n),
      place,
    ),
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

function partsBy(
  atoms: readonly Atom[],
  { steps, place }: { readonly steps: readonly bigint[]; readonly place: number },
  view: (atom: Atom) => string,
): readonly Part[] {
  const sums = new Map<string, bigint>();
  atoms.forEach((atom, i) => {
    const name = view(atom);
    const before = sums.get(name);
    const own = steps[i] as bigint;
    sums.set(name, before === undefined ? own : before + own);
  });
  const parts = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  const shares = millionths(parts.map(([, count]) => count));
  return parts.map(([name, count], i) => ({
    name,
    amount: fromSteps(count, place).toFixed(),
    share: shares[i] as string,
  }));
}

/** Shares of the sum that add up to exactly 1; empty where the sum is 0. */
function millionths(counts: readonly bigint[]): readonly string[] {
  if (counts.reduce((a, b) => a + b, 0n) === 0n) return counts.map(() => "");
  return shareSteps(counts, 1_000_000n).map((share) => fromSteps(share, -6).toFixed());
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
      const ids = [...new Set(factors.map((factor) => factor.id))].sort();
      return { size: new Decimal(amount).abs(), part: { line: id, process, amount, share, factors: ids, scale } };
    })
    .sort((a, b) => b.size.comparedTo(a.size) || (a.part.line < b.part.line ? -1 : 1))
    .map(({ part }) => part);
}
