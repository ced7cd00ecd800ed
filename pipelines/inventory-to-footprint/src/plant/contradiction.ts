import { convert, Decimal, readDecimal, type Unit, unitOf } from "@celadon/quantity";

/** Collects what an inventory says against itself: one sentence each, all of them at once. */
export interface Contradictions {
  readonly say: (sentence: string) => void;
  readonly sentences: readonly string[];
}

export function noContradictions(): Contradictions {
  const sentences: string[] = [];
  return { say: (sentence) => void sentences.push(sentence), sentences };
}

/** A decimal, or undefined: for the empty text, which says "unknown", and for a text that is none, which is a contradiction. */
export function readAmount(text: string, where: string, found: Contradictions): Decimal | undefined {
  if (text === "") return undefined;
  const amount = readDecimal(text);
  if (amount === undefined)
    found.say(`${where}: "${text}" is no decimal number. Write it like 12.5, or leave it empty.`);
  return amount;
}

export function readUnit(symbol: string, where: string, found: Contradictions): Unit | undefined {
  const unit = unitOf(symbol);
  if (unit.kind === "accept") return unit.value;
  found.say(`${where}: ${unit.evidence}`);
  return undefined;
}

/** The amount in another unit, exactly; undefined stays undefined, and units that do not convert are a contradiction. */
export function inUnit(
  amount: Decimal | undefined,
  units: { readonly from: Unit | undefined; readonly to: Unit | undefined },
  where: string,
  found: Contradictions,
): Decimal | undefined {
  if (units.from === undefined || units.to === undefined) return undefined;
  const converted = convert(amount ?? new Decimal(1), units.from, units.to);
  if (converted.kind === "accept") return amount === undefined ? undefined : converted.value;
  found.say(`${where}: ${converted.evidence}`);
  return undefined;
}
