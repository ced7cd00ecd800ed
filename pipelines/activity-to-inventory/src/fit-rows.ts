import type { FactorUse } from "@celadon/proto";
import type { ChosenFactors } from "./chosen-factors.ts";
import { type Fraction, fractionOf, one, times } from "./fraction.ts";
import { dimensionOf, unitRatio } from "./unit-ratio.ts";

/** Rows to multiply with, and how the amount gets into a unit they take. */
export interface FittedRows {
  readonly rows: readonly FactorUse[];
  /** The calorific value, where the amount had to go through it. */
  readonly ncv: readonly FactorUse[];
  readonly unit: string;
  readonly ratio: Fraction;
}

/** Why an amount cannot be multiplied with a row, and the line to write: two sentences. */
export interface Misfit {
  readonly problem: string;
  readonly fix: string;
}

/**
 * The amount in `unit` against the rows: straight, or, fuel by mass or volume where the rows are per energy, through the
 * calorific value of their own source. What neither converts nor burns does not fit.
 */
export function fitRows(
  { unit, activity }: { readonly unit: string; readonly activity: string },
  { rows, ncv }: ChosenFactors,
): FittedRows | Misfit {
  const [row] = rows;
  const perUnit = row?.perUnit ?? unit;
  if (unitRatio(unit, perUnit) !== undefined) return { rows, ncv: [], unit, ratio: one };
  const fuel = ncv && unitRatio(unit, ncv.perUnit);
  if (ncv !== undefined && fuel !== undefined && unitRatio(ncv.unit, perUnit) !== undefined)
    return { rows, ncv: [ncv], unit: ncv.unit, ratio: times(fuel, fractionOf(ncv.value)) };
  const problem = `Factor "${row?.id}" is per ${perUnit}, and the amount is in ${unit} (${dimensionOf(unit)}).`;
  const isFuel = /^(fuel|upstream)\//.test(activity) && ["mass", "volume"].includes(dimensionOf(unit));
  if (isFuel && dimensionOf(perUnit) === "energy") {
    const energy = dimensionOf(unit) === "mass" ? "GJ" : "MJ";
    return {
      problem,
      fix: `Beside the amount write \`times: [{ value: NUMBER, unit: ${energy}/${unit}, source: gas or fuel bill }]\` with its calorific value, or correct the unit of the amount.`,
    };
  }
  return {
    problem,
    fix: `Correct the unit of the amount to one of ${dimensionOf(perUnit)}, such as ${perUnit}; or beside the amount write \`times: [{ value: NUMBER, unit: ${perUnit}/${unit}, source: WHERE FROM }]\`.`,
  };
}
