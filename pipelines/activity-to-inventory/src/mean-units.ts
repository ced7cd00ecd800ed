import { unitOf } from "@celadon/quantity";
import { readUnitPair, type UnitPair } from "./unit-pair.ts";

/** What a mean in this unit turns into what; nothing for a pure number, undefined for what is no coefficient. */
export function meanUnits(symbol: string): Partial<UnitPair> | undefined {
  const unit = unitOf(symbol);
  if (unit.kind === "accept" && unit.value.dimension === "fraction") return {};
  const pair = readUnitPair(symbol);
  return "value" in pair ? pair.value : undefined;
}
