import type { FactorUse } from "@celadon/proto";
import { Decimal, unitOf } from "@celadon/quantity";
import type { FactorColumn } from "./draft-system.ts";
import { type Place, viewsOf } from "./place.ts";
import type { RowUsed } from "./rows-used.ts";

/** The column of a row. What is burnt or treated here is given off here: only what happens elsewhere has the place of the row. */
export function factorColumn(id: string, name: string, { used, spread, region }: RowUsed, place: Place): FactorColumn {
  const location = place.scope === "1" || region === undefined ? {} : { location: region };
  return {
    product: { id, name, unit: used.perUnit },
    process: { id, name, unit: "", ...viewsOf(place), ...location },
    row: used.id,
    flow: flowOfGas(used.gas, used.gwpSet),
    mass: massPerUnit(used),
    spread: spread.cells,
  };
}

/** A gas as a flow: what its source weighted itself stands apart by the set of warming potentials it used. */
export const flowOfGas = (gas: string, gwpSet: string): string =>
  gas === "CO2e" ? `CO2e:${gwpSet === "" || gwpSet === "unknown" ? "unstated" : gwpSet}` : gas;

/** kg (kg CO2e) of its gas by one `perUnit` of a row that was read. */
export function massPerUnit({ value, unit, gas }: FactorUse): number {
  const from = unitOf(unit);
  if (from.kind !== "accept") throw new Error(from.evidence);
  const kg = unitOf(gas === "CO2e" && from.value.dimension === "emission" ? "kgCO2e" : "kg");
  if (kg.kind !== "accept") throw new Error(kg.evidence);
  const { numerator, denominator } = from.value;
  const base = new Decimal(value).times(numerator).times(kg.value.denominator);
  return base.dividedBy(new Decimal(denominator).times(kg.value.numerator)).toNumber();
}
