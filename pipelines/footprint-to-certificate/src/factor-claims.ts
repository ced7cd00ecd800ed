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
  let gross = new Decimal(0);
  for (const size of sizes.values()) gross = gross.plus(size);
  // By id and gas; of a row that a cut of the period gave other marks, the last use.
  const used = new Map<string, { row: FactorUse; part: Decimal | undefined; lastLine: string }>();
  for (const { id, factors, coefficients } of linesOf(footprint)) {
    const size = sizes.get(id) as Decimal; // linesOf gives those of the contributions
    for (const row of [...factors, ...coefficients]) {
      const key = keyOf(row);
      const known = used.get(key);
      if (known === undefined) used.set(key, { row, part: size, lastLine: id });
      else {
        known.row = row;
        if (known.lastLine !== id) known.part = known.part?.plus(size);
        known.lastLine = id;
      }
    }
  }
  for (const row of footprint.gwps) {
    const key = keyOf(row);
    if (!used.has(key)) used.set(key, { row, part: undefined, lastLine: "" });
  }
  return [...used]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { row, part }]) => factorClaim(row, shareOf(part, gross)));
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
