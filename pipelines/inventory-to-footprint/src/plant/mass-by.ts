import type { FactorUse } from "@celadon/proto";
import { type Decimal, type Unit, unitOf } from "@celadon/quantity";
import { type Contradictions, inUnit, readAmount, readUnit } from "./contradiction.ts";

/**
 * mass = amount * value  in kg of the factor's gas (kg CO2e for CO2e). Exact: multiplied first, unit ratios divided last.
 * Undefined: the amount is unknown. Contradictions: a value that is no number, units that do not fit.
 */
export function massBy(
  factor: FactorUse,
  {
    amount,
    unit,
    where,
  }: { readonly amount: Decimal | undefined; readonly unit: Unit | undefined; readonly where: string },
  found: Contradictions,
): Decimal | undefined {
  const place = `${where}, factor "${factor.id}"`;
  const value = readAmount(factor.value, place, found);
  if (factor.value === "")
    found.say(`${place} has no value. A factor that is not known is left out, and a gap says so.`);
  const per = readUnit(factor.perUnit, place, found);
  const numerator = readUnit(factor.unit, place, found);
  const kg = unitOf(factor.gas === "CO2e" && numerator?.dimension === "emission" ? "kgCO2e" : "kg");
  if (kg.kind !== "accept") throw new Error(kg.evidence);
  const product = amount === undefined || value === undefined ? undefined : amount.times(value);
  return inUnit(
    inUnit(product, { from: unit, to: per }, place, found),
    { from: numerator, to: kg.value },
    place,
    found,
  );
}
