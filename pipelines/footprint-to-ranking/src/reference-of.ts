import { accept, Decimal, type Outcome, reject } from "@celadon/quantity";
import type { AssessedFactory } from "./assessed-factory.ts";
import { converted } from "./converted.ts";
import { indicatorUnits } from "./indicator-units.ts";
import { monthBorders } from "./month-span.ts";
import { usualCoverage } from "./rank.ts";
import { referenceValues } from "./reference-values.ts";
import type { Quantity } from "./scheme.ts";
import { whyUnranked } from "./why-unranked.ts";

/** The two values a criterion is scored by, in its unit, and who says so. */
export interface Reference {
  readonly leading: Decimal;
  readonly base: Decimal;
  readonly comparedWith: string;
}

/**
 * Leading and base value: stated by the scheme, or set by the peers whose figures may have a place in a ranking. Simulated
 * factories never set them for a real one, nor real ones for a simulated. Refused: `no-values`, `few-peers`.
 */
export function referenceOf(
  { id, stated, measured, per, unit }: Quantity,
  factory: AssessedFactory,
  peersLeast: number,
): Outcome<Reference, "no-values" | "few-peers"> {
  if (stated !== undefined) {
    const { leading, base, source } = stated;
    return accept({ leading: new Decimal(leading), base: new Decimal(base), comparedWith: source });
  }
  const found = measured === undefined ? undefined : factory.measured.get(measured);
  const isComparable = per === "product" || per === factory.declaredUnit;
  if (measured === undefined || found === undefined || found.group === undefined || !isComparable) {
    return reject(
      "no-values",
      `Leading and base values are not known: the scheme states none, and no peers are measured by it. State them, with their source, at "${id}" in a scheme of your own: --scheme FILE.`,
    );
  }
  const { group, entries } = found;
  const rules = {
    peerGroup: group,
    indicator: measured,
    borders: monthBorders(factory.months),
    coverageLeast: usualCoverage,
  };
  const isPopulation = group.simulated === factory.isSimulated;
  const figures = entries.flatMap((entry) =>
    isPopulation && whyUnranked(entry, rules) === undefined ? [entry.indicator] : [],
  );
  const values = referenceValues(figures, peersLeast);
  if (values.kind !== "accept") return values;
  const units = { from: indicatorUnits[measured], to: unit };
  const { leading, base, factories } = values.value;
  return accept({
    leading: converted(leading, units),
    base: converted(base, units),
    comparedWith: `${factories} ${group.simulated ? "simulated" : "real"} factories of "${group.productGroup}"`,
  });
}
