import { Decimal, unitOf } from "@celadon/quantity";

/** Spellings of databases for units that `quantity` knows by another. */
const alias: ReadonlyMap<string, string> = new Map([
  ["l", "L"],
  ["litre", "L"],
  ["liter", "L"],
  ["Liter", "L"],
]);

/** kg in one of a unit of mass; undefined for any other unit. */
export function kgIn(symbol: string): Decimal | undefined {
  const unit = unitOf(symbol.trim());
  if (unit.kind !== "accept" || unit.value.dimension !== "mass") return undefined;
  return new Decimal(unit.value.numerator).dividedBy(unit.value.denominator);
}

/** Of water, whose density counts as 1000 kg/m3 wherever it is. */
const kgPerM3 = 1000;

/** m3 of water in one of a unit of volume or mass; undefined for any other unit, and for volumes of gas. */
export function waterM3In(symbol: string): Decimal | undefined {
  const mass = kgIn(symbol);
  if (mass !== undefined) return mass.dividedBy(kgPerM3);
  const unit = unitOf(alias.get(symbol.trim()) ?? symbol.trim());
  if (unit.kind !== "accept" || unit.value.dimension !== "volume") return undefined;
  if (unit.value.symbol === "Nm3" || unit.value.symbol === "Sm3") return undefined;
  return new Decimal(unit.value.numerator).dividedBy(unit.value.denominator);
}
