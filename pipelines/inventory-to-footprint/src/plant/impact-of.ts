import { markText } from "@celadon/factors";
import type { FactorUse, Gap, Line } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import { type Contradictions, readAmount, readUnit } from "./contradiction.ts";
import type { GwpLookUp } from "./gwp-look-up.ts";
import { massBy } from "./mass-by.ts";

/** What one gas of a line weighs over the whole period. */
interface Term {
  readonly gas: string;
  /** kg CO2e, exact; for `CO2-biogenic` kg of the gas, which never enters a total. */
  readonly amount: Decimal;
}

/** What is known of a line's impact over the period, and what is not. Terms stand in order of gas. */
export interface LineImpact {
  readonly terms: readonly Term[];
  readonly gaps: readonly Gap[];
  readonly marks: readonly string[];
  readonly gwps: readonly FactorUse[];
}

/** Biogenic carbon dioxide stands beside the total: PACT wants its uptake net, and the product may keep carbon. */
export const biogenicCo2 = "CO2-biogenic";

/**
 * Impact of a line over the period, by gas:  h_gas = amount * value * GWP_gas + direct_gas * GWP_gas,  in kg CO2e, emission
 * positive. The amount is converted to the unit the factor is per, exactly; nothing is rounded here.
 *
 * CO2e was weighted by its source: GWP 1, and a mark where that was another set. Unknown, and said as a gap: an empty amount, a
 * line without factor, a gas without GWP in the set. Contradictions: units that do not fit, numbers that are none.
 */
export function impactOf(
  line: Line,
  { gwpSet, gwp }: { readonly gwpSet: string; readonly gwp: GwpLookUp },
  found: Contradictions,
): LineImpact {
  const where = `Line "${line.id}"`;
  const weights = new Map<string, Decimal | undefined>();
  const gaps: Gap[] = [];
  const marks: string[] = [];
  const gwps: FactorUse[] = [];
  const gap = (kind: string, reason: string) => gaps.push({ kind, where: line.id, reason, excused: false });

  const weightOf = (gas: string): Decimal | undefined => {
    if (gas === "CO2e" || gas === biogenicCo2) return new Decimal(1);
    if (!weights.has(gas)) {
      const row = gwp(gas, gwpSet);
      if (row.kind === "accept") gwps.push(row.value);
      else gap("missing-factor", `${where} emits ${gas}: ${row.evidence}`);
      weights.set(gas, row.kind === "accept" ? readAmount(row.value.value, `GWP of ${gas}`, found) : undefined);
    }
    return weights.get(gas);
  };

  const terms: Term[] = [];
  const add = (gas: string, mass: Decimal | undefined) => {
    const weight = weightOf(gas);
    if (mass !== undefined && weight !== undefined) terms.push({ gas, amount: mass.times(weight) });
  };

  const amount = readAmount(line.amount, where, found);
  const unit = line.factors.length === 0 ? undefined : readUnit(line.unit, where, found);
  if (amount === undefined && line.factors.length > 0) {
    gap("missing-amount", `${where} has no amount. Send the readings it rests on, or state it in the plant model.`);
  }
  if (line.factors.length === 0 && line.direct.length === 0) {
    gap(
      "missing-factor",
      `${where} has no factor for "${line.activity}". Name a row in the plant model, or cut it off with a reason.`,
    );
  }
  for (const factor of line.factors) {
    if (factor.gas === "CO2e" && factor.gwpSet !== "" && factor.gwpSet !== gwpSet) {
      marks.push(markText({ kind: "gwp-set", used: factor.gwpSet, asked: gwpSet }));
    }
    add(factor.gas, massBy(factor, { amount, unit, where }, found));
  }
  for (const { gas, massKg } of line.direct) {
    if (massKg === "")
      gap("missing-amount", `${where}: the mass of ${gas} is not known. Send the readings it rests on.`);
    add(gas, readAmount(massKg, `${where}, ${gas}`, found));
  }
  return { terms: summed(terms), gaps, marks, gwps };
}

const summed = (terms: readonly Term[]): readonly Term[] => {
  const sums = new Map<string, Decimal>();
  for (const { gas, amount } of terms) sums.set(gas, amount.plus(sums.get(gas) ?? new Decimal(0)));
  return [...sums].map(([gas, amount]) => ({ gas, amount })).sort((a, b) => (a.gas < b.gas ? -1 : 1));
};
