import { unitOf } from "@celadon/quantity";
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
  const known = new WeakMap<object, Map<string, Map<string, number>>>();
  const printed = {}; // stands for all stations that use what the standard prints
  const codeOf = (station: Station, code: string, suffix: string): number => {
    const own = station.units?.get(code);
    const override = suffix === "Cou" ? own?.amount : own?.value;
    const symbol = override ?? (isDoubtful(code, suffix, printedUnit) ? undefined : printedUnit(code, suffix));
    const unit = symbol === undefined ? undefined : unitOf(symbol);
    return unit?.kind === "accept" ? unit.value.code : notStated;
  };
  return (station, code, suffix) => {
    const byCode = remembered(known, station.units ?? printed);
    const bySuffix = remembered(byCode, code);
    const unit = bySuffix.get(suffix);
    if (unit !== undefined) return unit;
    const fresh = codeOf(station, code, suffix);
    bySuffix.set(suffix, fresh);
    return fresh;
  };
}

interface Remembering<Key, Value> {
  readonly get: (key: Key) => Map<string, Value> | undefined;
  readonly set: (key: Key, value: Map<string, Value>) => unknown;
}

/** What is remembered under a key; too much of it begins anew. */
function remembered<Key, Value>(of: Remembering<Key, Value>, key: Key): Map<string, Value> {
  const before = of.get(key);
  if (before !== undefined && before.size < knownMax) return before;
  const fresh = new Map<string, Value>();
  of.set(key, fresh);
  return fresh;
}

/** Codes, and names behind one: then they begin anew, so that invented ones cost time and no memory. */
const knownMax = 1_000;

function isDoubtful(code: string, suffix: string, printedUnit: WireWords["unitOf"]): boolean {
  const printed = printedUnit(code, "Avg");
  if (printed === "1" || printed === "ng/m3") return true;
  return suffix === "Cou" && (code === "a00000" || code === "B02");
}
