import type { FactorUse, Footprint } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import type { Claims } from "./claims.ts";
import { linesOf } from "./lines-of.ts";

type FactorClaim = Claims["credentialSubject"]["factors"][number];

/**
 * Every factor row the figure was made with, coefficients and warming potentials too, each once, in the order of its id, and the
 * share of the figure that rests on it, 0 to 1, in millionths:
 *
 *   sum of |contribution| of the lines that were multiplied with the row / sum of |contribution| of all lines
 *
 * as the share of placeholders is counted. A line may rest on several rows, so these shares add up to more than 1. Null for
 * warming potentials, which weigh gases of many lines, and where every contribution is 0.
 */
export function factorClaims(footprint: Footprint): readonly FactorClaim[] {
  const sizes = new Map(footprint.contributions.map(({ line, amount }) => [line, new Decimal(amount).abs()]));
  const gross = Decimal.sum(0, ...sizes.values());
  const lines = linesOf(footprint).map(({ id, factors, coefficients }) => ({
    rows: new Map([...factors, ...coefficients].map((row) => [keyOf(row), row])),
    size: sizes.get(id) as Decimal, // linesOf gives those of the contributions
  }));
  const restsOn = new Map<string, Decimal>();
  for (const { rows, size } of lines) {
    for (const key of rows.keys()) restsOn.set(key, size.plus(restsOn.get(key) ?? new Decimal(0)));
  }
  const used = [...lines.flatMap(({ rows }) => [...rows.values()]), ...footprint.gwps];
  const byKey = new Map(used.map((row) => [keyOf(row), factorClaim(row, shareOf(restsOn.get(keyOf(row)), gross))]));
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, claim]) => claim);
}

const keyOf = ({ id, gas }: FactorUse): string => `${id}\u0000${gas}`;

const shareOf = (part: Decimal | undefined, whole: Decimal): string | null =>
  part === undefined || whole.isZero() ? null : part.dividedBy(whole).toDecimalPlaces(6).toFixed();

const factorClaim = (
  { id, gas, value, unit, perUnit, document, edition, locator, marks }: FactorUse,
  share: string | null,
): FactorClaim => ({
  id,
  gas,
  value,
  unit: perUnit === "" ? unit : `${unit}/${perUnit}`,
  document,
  edition,
  locator,
  marks,
  share,
});
