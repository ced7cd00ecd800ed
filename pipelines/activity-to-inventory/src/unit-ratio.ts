import { unitOf, unitsConvert } from "@celadon/quantity";
import { type Fraction, fractionOf, over } from "./fraction.ts";

/** amount [to] = amount [from] * ratio, exact; undefined where the two do not convert. Both symbols are known ones. */
export function unitRatio(from: string, to: string): Fraction | undefined {
  const [source, target] = [unitOf(from), unitOf(to)];
  if (source.kind !== "accept" || target.kind !== "accept") throw new Error(`"${from}" or "${to}" is no unit.`);
  if (!unitsConvert(source.value, target.value)) return undefined;
  const scale = ({ numerator, denominator }: typeof source.value): Fraction =>
    over(fractionOf(numerator), fractionOf(denominator));
  return over(scale(source.value), scale(target.value));
}

/** What the unit measures, for sentences: `energy`. */
export function dimensionOf(symbol: string): string {
  const unit = unitOf(symbol);
  return unit.kind === "accept" ? unit.value.dimension : "unknown";
}

/** The same where the units are known to convert. Throws where they do not: a substitute would be a wrong number. */
export function ratioBetween(from: string, to: string): Fraction {
  const ratio = unitRatio(from, to);
  if (ratio === undefined) throw new Error(`${from} does not become ${to}; the plant model was checked for that.`);
  return ratio;
}
