import type { Footprint, Indicator } from "@celadon/proto";
import { Decimal, readDecimal } from "@celadon/quantity";
import { figurePerUnit } from "./figure-per-unit.ts";
import { isPlaceholder } from "./is-placeholder.ts";
import { placeholderRows } from "./placeholder-rows.ts";
import { shareOf } from "./share-of.ts";

/** The footprint of a product as an indicator, kg CO2e per declared unit. Biogenic CO2 is not in it. */
export function footprintIndicator(footprint: Footprint): Indicator {
  const { factory, product, fromMs, toMs, timeZone, declaredUnit, measuredShare, estimatedShare, missingShare } =
    footprint;
  const absolute = footprint.status === "incomplete" ? undefined : footprint.absolute;
  const figure = figurePerUnit(absolute, footprint, () => incompleteText(footprint));
  const known = <T>(value: T): T | undefined => (figure.amount === undefined ? undefined : value);
  return {
    ...{ factory, product, fromMs, toMs, timeZone, declaredUnit, measuredShare, estimatedShare, missingShare },
    name: "footprint",
    unit: "kgCO2e",
    ...figure,
    placeholderShare: known(footprint.placeholderShare),
    primaryDataShare: known(footprint.primaryDataShare),
    assumedShare: known(assumedShareOf(footprint)),
    placeholderRows: rowsOf(footprint),
    marks: footprint.marks,
    footprint: footprint.id,
  };
}

/** Of the lines that the figure is made of. */
function rowsOf({ contributions, inventory }: Footprint): string {
  const ids = new Set(contributions.map(({ line }) => line));
  const lines = (inventory?.lines ?? []).filter(({ id }) => ids.has(id));
  return placeholderRows(lines.flatMap(({ factors, coefficients }) => [...factors, ...coefficients]));
}

/** Of the sum of all contributions' sizes, what lines give whose amount the model states, and which hold no placeholder. */
function assumedShareOf({ contributions, inventory }: Footprint): string | undefined {
  const assumed = new Set(
    (inventory?.lines ?? [])
      .filter(
        ({ basis, factors, coefficients }) => basis === "assumed" && ![...factors, ...coefficients].some(isPlaceholder),
      )
      .map(({ id }) => id),
  );
  const pieces = contributions.map(({ line, amount }) => ({
    size: readDecimal(amount)?.abs() ?? new Decimal(Number.NaN),
    counts: assumed.has(line),
  }));
  return shareOf(pieces);
}

function incompleteText({ factory, product, gaps }: Footprint): string {
  const open = gaps.filter(({ excused }) => !excused);
  const [first] = open;
  const why = first === undefined ? "its footprint is incomplete" : `${first.where}: ${first.reason}`;
  const more = open.length > 1 ? ` And ${open.length - 1} more: celadon footprint show says which.` : "";
  return `"${product}" of "${factory}" has no figure, ${why}${more}`;
}
