import { type Factor, uncertaintyText } from "@celadon/factors";
import type { FactorUse } from "@celadon/proto";
import type { Decimal } from "@celadon/quantity";
import { numberText } from "../folder/written-system.ts";
import type { SpreadRow } from "./draft-system.ts";

/** A row of a factor release by its id, for what an inventory does not hold of it: its uncertainty and its place. */
export type RowLookUp = (id: string) => Factor | undefined;

/** What is known of how far a row's value may be off: as its table says it, and as runs draw it, or why they do not. */
export interface RowSpread {
  readonly stated: string;
  /** How it is read; where it is not drawn, why. */
  readonly read: string;
  readonly cells: SpreadRow["cells"] | undefined;
}

/**
 * The spread of what one unit of a row emits, `mass` kg. A stated geometric standard deviation is a lognormal about the value. Bounds say
 * nothing of what lies between: where the value is their middle every value is as likely as any other (uniform), where it is not it is the
 * likeliest (triangular). Nothing is drawn where the source states nothing, or the value lies outside its own bounds.
 */
export function rowSpread(used: FactorUse, mass: number, row: Factor | undefined): RowSpread {
  if (row === undefined) return still("", "the factor release at hand does not have the row");
  const stated = uncertaintyText(row.uncertainty);
  const { value, uncertainty } = row;
  if (!value.equals(used.value)) return still(stated, `the factor release at hand has the value ${value.toFixed()}`);
  if (uncertainty.kind === "unknown") return still(stated, "its source states none");
  if (value.isZero()) return still(stated, "its value is 0");
  if (uncertainty.kind === "lognormal") {
    const cells = ["lognormal", numberText(Math.abs(mass)), uncertainty.gsd.toFixed(), ""] as const;
    return { stated, read: `lognormal, geometric standard deviation ${uncertainty.gsd.toFixed()}`, cells };
  }
  const { lower, upper } = uncertainty;
  const inMass = (bound: Decimal): string => numberText(bound.times(mass).dividedBy(value).toNumber());
  if (lower.equals(upper)) return still(stated, "its bounds are one value");
  if (value.lessThan(lower) || value.greaterThan(upper)) return still(stated, "its value lies outside of its bounds");
  if (lower.plus(upper).equals(value.times(2)))
    return {
      stated,
      read: "uniform between its bounds, of which its value is the middle",
      cells: ["uniform", inMass(lower), inMass(upper), ""],
    };
  return {
    stated,
    read: "triangular between its bounds, its value the likeliest",
    cells: ["triangular", inMass(lower), numberText(mass), inMass(upper)],
  };
}

const still = (stated: string, why: string): RowSpread => ({ stated, read: `not drawn: ${why}`, cells: undefined });
