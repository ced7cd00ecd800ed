import { type Unit, unitOf, units, unitsConvert } from "./unit.ts";

/** The unit a header names: in brackets (`Main meter (kWh) total`) or as its last word, in whatever case, when only one is meant. */
export function unitInHeader(header: string): Unit | undefined {
  const bracketed = [...header.matchAll(/[([{]([^()[\]{}]*)[)\]}]/g)].map(([, text]) => (text as string).trim());
  const last = header.split(/[\s_()[\]{}]+/).findLast((word) => word !== "");
  for (const word of [...bracketed.toReversed(), last ?? ""]) {
    const unit = meant(word);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

function meant(word: string): Unit | undefined {
  if (/^\d*$/.test(word)) return undefined; // the unit of a count is written 1
  const exact = unitOf(word);
  if (exact.kind === "accept") return exact.value;
  const loose = units.filter(({ symbol }) => symbol.toLowerCase() === word.toLowerCase());
  return loose.length === 1 ? loose[0] : undefined;
}

/**
 * The unit in a header, where it is another size of what `symbol` measures: `Main (kWh)` read as MWh. Undefined where the two
 * agree, where the header names none, and for m3 read as Nm3, of which a header says less than a rule.
 */
export function otherUnitInHeader(header: string, symbol: string): Unit | undefined {
  const [named, stated] = [unitInHeader(header), unitOf(symbol)];
  if (named === undefined || stated.kind !== "accept" || !unitsConvert(named, stated.value)) return undefined;
  const { numerator, denominator } = stated.value;
  return named.numerator === numerator && named.denominator === denominator ? undefined : named;
}
