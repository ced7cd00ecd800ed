import type { FactorUse } from "@celadon/proto";
import { type FactorGroup, wishFor } from "./factor-groups.ts";
import { type Fraction, fractionOf, one, times } from "./fraction.ts";
import type { FactorWish } from "./plant-model.ts";
import { unitRatio } from "./unit-ratio.ts";
import type { Version } from "./versions.ts";

/** Rows to multiply with, and how the amount gets into a unit they take. */
export interface Fitted {
  readonly rows: readonly FactorUse[];
  /** The calorific value, where the amount had to go through it. */
  readonly ncv: readonly FactorUse[];
  readonly unit: string;
  readonly ratio: Fraction;
  readonly problems: readonly string[];
}

/**
 * The factor rows for an amount in `unit`. Rows per energy take fuel by mass or volume through the calorific value of their own
 * source, and the line is then in energy. What neither converts nor burns has no factor.
 */
export function fittedFactors(
  unit: string,
  wish: FactorWish,
  { version, group }: { readonly version: Version; readonly group: FactorGroup },
): Fitted {
  const none = { rows: [], ncv: [], unit, ratio: one };
  const chosen = group.choose(wishFor(wish, version.model));
  if (chosen.kind !== "accept") return { ...none, problems: [chosen.evidence] };
  const { rows, ncv } = chosen.value;
  const perUnit = rows[0]?.perUnit ?? unit;
  if (unitRatio(unit, perUnit) !== undefined) return { rows, ncv: [], unit, ratio: one, problems: [] };
  const fuel = ncv && unitRatio(unit, ncv.perUnit);
  if (ncv !== undefined && fuel !== undefined && unitRatio(ncv.unit, perUnit) !== undefined) {
    return { rows, ncv: [ncv], unit: ncv.unit, ratio: times(fuel, fractionOf(ncv.value)), problems: [] };
  }
  const reason = `Factor "${rows[0]?.id}" is per ${perUnit}, and the amount is in ${unit}. Add a coefficient under times that gives ${perUnit}, such as \`unit: ${perUnit}/${unit}\`.`;
  return { ...none, problems: [reason] };
}
