import {
  accept,
  convert,
  Decimal,
  didYouMean,
  type Outcome,
  reject,
  type Unit,
  unitOf,
  units,
} from "@celadon/quantity";
import type { ProcessDocument } from "./document-shape.ts";

type OwnUnits = NonNullable<ProcessDocument["units"]>;

/** Converts an amount from one unit into another, once and exactly, rounded as it leaves. */
export type Ratio = (amount: number) => number;

export type UnitRefusal = "unknown-unit" | "wrong-dimension";

/** Unit to unit, of the units that are known and those of the document. */
export type UnitRatios = (from: string, to: string) => Outcome<Ratio, UnitRefusal>;

/** A unit as so many of a known one, or of one that stands for itself. */
interface Resolved {
  readonly factor: Decimal;
  readonly base: Unit | string;
}

const one: Ratio = (amount) => amount;

/**
 * Ratios between units by the table of all units, and by what a document says of its own. Refused, never taken for 1: a unit that nobody
 * knows, and two that measure different things.
 */
export function unitRatios(own: OwnUnits): UnitRatios {
  const bySymbol = new Map(own.map((unit) => [unit.symbol, unit]));
  const resolved = (symbol: string, deep: boolean): Outcome<Resolved, UnitRefusal> => {
    const stated = bySymbol.get(symbol);
    if (stated === undefined) {
      const known = unitOf(symbol);
      if (known.kind === "accept") return accept({ factor: new Decimal(1), base: known.value });
      const near = didYouMean(symbol, [...units.map((unit) => unit.symbol), ...bySymbol.keys()]);
      return reject("unknown-unit", `Unit "${symbol}" is not known.${near} State it under "units".`);
    }
    const { of, factor } = stated;
    if (of === undefined) return accept({ factor: new Decimal(1), base: symbol });
    if (factor === undefined || factor <= 0 || !deep) {
      const why = deep ? "has no factor above 0" : "stands for one that itself stands for another";
      return reject("unknown-unit", `Unit "${symbol}" of this document ${why}. Say how many of a base unit it is.`);
    }
    const base = resolved(of, false);
    return base.kind === "accept" ? accept({ ...base.value, factor: base.value.factor.times(factor) }) : base;
  };
  return (from, to) => {
    const [a, b] = [resolved(from, true), resolved(to, true)];
    if (a.kind !== "accept") return a;
    if (b.kind !== "accept") return b;
    if (from === to) return accept(one);
    const apart = (why: string): Outcome<Ratio, UnitRefusal> => reject("wrong-dimension", why);
    if (typeof a.value.base === "string" || typeof b.value.base === "string") {
      if (a.value.base !== b.value.base) {
        return apart(`An amount in ${from} cannot become ${to}: the two measure different things.`);
      }
      return accept((amount) => new Decimal(amount).times(a.value.factor).dividedBy(b.value.factor).toNumber());
    }
    const [baseFrom, baseTo] = [a.value.base, b.value.base];
    const ratio = convert(a.value.factor, baseFrom, baseTo);
    if (ratio.kind !== "accept") return apart(ratio.evidence);
    return accept((amount) => {
      const converted = convert(a.value.factor.times(amount), baseFrom, baseTo);
      // Whether the two convert does not depend on the amount.
      return converted.kind === "accept" ? converted.value.dividedBy(b.value.factor).toNumber() : Number.NaN;
    });
  };
}
