import { accept, Decimal, type Outcome, reject } from "@celadon/quantity";
import type { Factor, GwpSet } from "./factor.ts";
import { gwp } from "./gwp.ts";
import type { Mark } from "./mark.ts";
import type { FactorRelease } from "./release.ts";

/** How one emission row becomes CO2e: kgCO2e = kg of the row · gwp. */
export interface Characterised {
  readonly gwp: Decimal;
  /** The row of the warming potential; absent for a CO2e row, whose source has done it. */
  readonly by?: Factor;
  /** `gwp-set`, when the source of a CO2e row used another set than asked, or does not say which. */
  readonly marks: readonly Mark[];
}

/**
 * The warming potential to multiply an emission row with. A CO2e row was characterised by its source: its potential is 1 and
 * cannot be changed, only marked. Refused: a gas without a value in the set, and a row that is no emission (kgce, NCV, fraction, water-eq).
 */
export function characterise(
  release: FactorRelease,
  row: Factor,
  set: GwpSet,
): Outcome<Characterised, "factor-missing" | "not-an-emission"> {
  if (row.gas === "kgce" || row.gas === "NCV" || row.gas === "fraction" || row.gas === "water-eq") {
    return reject("not-an-emission", `Row "${row.id}" counts ${row.gas}, which warms nothing. Take an emission row.`);
  }
  if (row.gas === "CO2e") {
    const used = row.gwpSet ?? "unknown";
    return accept({ gwp: new Decimal(1), marks: used === set ? [] : [{ kind: "gwp-set", used, asked: set }] });
  }
  const potential = gwp(release, row.gas, set);
  if (potential.kind !== "accept") return potential;
  return accept({ gwp: potential.value.value, by: potential.value, marks: [] });
}
