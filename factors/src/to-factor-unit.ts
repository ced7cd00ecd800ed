import { convert, type Decimal, type Outcome, reject, unitOf } from "@celadon/quantity";
import type { Selection } from "./selection.ts";

/** A calorific value: `value` [unit] of energy per one [perUnit] of fuel; a row of the tables or a measured one. */
export interface CalorificValue {
  readonly value: Decimal;
  readonly unit: string;
  readonly perUnit: string;
}

/** An amount of the activity in a unit of the caller. */
export interface ActivityAmount {
  readonly amount: Decimal;
  readonly unit: string;
}

type Refusal = "unknown-unit" | "wrong-dimension";

function converted(amount: Decimal, from: string, to: string): Outcome<Decimal, Refusal> {
  const [source, target] = [unitOf(from), unitOf(to)];
  if (source.kind !== "accept") return source;
  if (target.kind !== "accept") return target;
  return convert(amount, source.value, target.value);
}

/**
 * The amount in the unit that the rows are per: x [perUnit] = a [unit], or x = a · NCV for fuel by mass or volume where the rows
 * are per energy. `ncv` is a measured value and goes before the one of the tables. Then emission = x · value, row by row.
 * Refused: a unit that neither converts nor burns; and gas at 0 degC against gas at 20 degC, because they differ by 7 %.
 */
export function toFactorUnit(
  selection: Selection,
  { amount, unit }: ActivityAmount,
  ncv: CalorificValue | undefined = selection.ncv,
): Outcome<Decimal, Refusal> {
  const perUnit = selection.rows[0]?.perUnit;
  if (perUnit === undefined) throw new Error(`Selection "${selection.id}" has no row.`);
  const direct = converted(amount, unit, perUnit);
  if (direct.kind === "accept" || direct.reason === "unknown-unit" || ncv === undefined) return direct;
  const fuel = converted(amount, unit, ncv.perUnit);
  if (fuel.kind === "accept") return converted(fuel.value.times(ncv.value), ncv.unit, perUnit);
  const { id } = selection;
  return reject(
    "wrong-dimension",
    `An amount in ${unit} fits neither "${id}" (per ${perUnit}) nor its calorific value (per ${ncv.perUnit}). State it in one of these units.`,
  );
}
