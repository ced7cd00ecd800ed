import { unitOf } from "@celadon/quantity";
import { channelOf } from "./channel-of-field.ts";
import type { Station, WireWords } from "./station-frame.ts";

/** Stored code of the unit that a value is in; 0 where nobody can say, and the channel's own then holds. */
export type StatedUnit = (station: Station, code: string, suffix: string) => number;

const notStated = 0;

/**
 * The unit that the description of the station gives, else the one that the standard prints. Not stated are: no dimension (pH is one
 * of them); flows of gas, whose reference state no field tells; what the tables print in ng/m3, because devices send it in mg/m3 too; and
 * units that Celadon has none for. Remembered, since a station says the same names again and again.
 */
export function statedUnits({ unitOf: printedUnit }: Pick<WireWords, "unitOf">): StatedUnit {
  const known = new Map<string, number>();
  const codeOf = (station: Station, code: string, suffix: string): number => {
    const own = station.units?.get(code);
    const override = suffix === "Cou" ? own?.amount : own?.value;
    const symbol = override ?? (isDoubtful(code, suffix, printedUnit) ? undefined : printedUnit(code, suffix));
    const unit = symbol === undefined ? undefined : unitOf(symbol);
    return unit?.kind === "accept" ? unit.value.code : notStated;
  };
  return (station, code, suffix) => {
    const key = channelOf(station.units === undefined ? "" : station.name, "", code, suffix);
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= knownMax) known.clear();
    const unit = codeOf(station, code, suffix);
    known.set(key, unit);
    return unit;
  };
}

const knownMax = 20_000;

function isDoubtful(code: string, suffix: string, printedUnit: WireWords["unitOf"]): boolean {
  const printed = printedUnit(code, "Avg");
  if (printed === "1" || printed === "ng/m3") return true;
  return suffix === "Cou" && (code === "a00000" || code === "B02");
}
