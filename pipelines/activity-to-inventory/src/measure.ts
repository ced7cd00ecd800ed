import { readDecimal, unitOf } from "@celadon/quantity";
import { unknownUnit } from "./leaf.ts";
import { type Shape, scalar } from "./shape.ts";
import { readUnitPair, type UnitPair } from "./unit-pair.ts";

export interface Measure {
  readonly amount: string;
  readonly unit: string;
}

/** A number above zero with its unit: `1 m2`. */
export const measure: Shape<Measure> = scalar({ type: "string" }, (given) => {
  const [, number = "", symbol = ""] = /^(\S+) +(\S+)$/.exec(given) ?? [];
  const value = readDecimal(number);
  if (value === undefined || !value.greaterThan(0)) {
    return { problem: `"${given}" is no number above zero with a unit.`, fix: "Write it like `1 m2`." };
  }
  const unit = unitOf(symbol);
  if (unit.kind !== "accept") return unknownUnit(unit.evidence);
  return { value: { amount: value.toFixed(), unit: unit.value.symbol } };
});

export interface Rate extends UnitPair {
  readonly value: string;
}

/** A number above zero with a unit per unit: `2.78 GJ/t`. */
export const perUnitMeasure: Shape<Rate> = scalar({ type: "string" }, (given) => {
  const [, number = "", pair = ""] = /^(\S+) +(\S+)$/.exec(given) ?? [];
  const value = readDecimal(number);
  if (value === undefined || !value.greaterThan(0)) {
    return { problem: `"${given}" is no number above zero with a unit.`, fix: "Write it like `2.78 GJ/t`." };
  }
  const units = readUnitPair(pair);
  return "value" in units ? { value: { value: value.toFixed(), ...units.value } } : units;
});

/** A share in percent, 0 to 100: `5 %`, as a decimal fraction. */
export const percent: Shape<string> = scalar({ type: "string", pattern: "^\\d+(\\.\\d+)? ?%$" }, (given) => {
  const value = readDecimal(/^(\S+?) ?%$/.exec(given)?.[1] ?? "");
  return value === undefined || value.isNegative() || value.greaterThan(100)
    ? { problem: `"${given}" is no share in percent.`, fix: "Write it like `5 %`." }
    : { value: value.dividedBy(100).toFixed() };
});

/** A coefficient: a decimal, or a quotient of two such as the molar masses `44/28`. */
export const coefficientValue: Shape<{ readonly above: string; readonly below: string }> = scalar(
  { type: ["number", "string"] },
  (given) => {
    const [above, below, ...rest] = given.split("/").map((part) => readDecimal(part.trim()));
    if (above === undefined || (given.includes("/") && below === undefined) || rest.length > 0) {
      return { problem: `"${given}" is no number.`, fix: "Write a decimal (`0.73`) or a quotient (`44/28`)." };
    }
    if (below?.isZero() === true)
      return { problem: `"${given}" divides by zero.`, fix: "Write a number below the line." };
    return { value: { above: above.toFixed(), below: below === undefined ? "1" : below.toFixed() } };
  },
);
