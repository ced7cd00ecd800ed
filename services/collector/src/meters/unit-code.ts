import { unitOf } from "@celadon/quantity";

/**
 * The stored code of a unit of the meters file; 0 where none is stated, and the channel's own holds. The file was checked, so an unknown unit
 * is a mistake of the program.
 */
export function unitCode(symbol: string | undefined): number {
  if (symbol === undefined) return 0;
  const unit = unitOf(symbol);
  if (unit.kind !== "accept") throw new Error(unit.evidence);
  return unit.value.code;
}
