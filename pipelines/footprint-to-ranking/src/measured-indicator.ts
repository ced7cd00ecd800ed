import type { Footprint, Indicator, IndicatorAmount, IndicatorPart } from "@celadon/proto";
import { Decimal, readDecimal } from "@celadon/quantity";
import { coalBasis } from "./coal-basis.ts";
import { figurePerUnit } from "./figure-per-unit.ts";
import { isPlaceholder } from "./is-placeholder.ts";
import { placeholderRows } from "./placeholder-rows.ts";
import { shareOf } from "./share-of.ts";
import { timeShares } from "./time-shares.ts";

/** An indicator of the factory (energy, water, pollutants, waste) per unit of one product, with the shares of its own sources. */
export function measuredIndicator(measured: IndicatorAmount, footprint: Footprint): Indicator {
  const { factory, product, fromMs, toMs, timeZone, declaredUnit } = footprint;
  const { name, unit, parts } = measured;
  const figure = figurePerUnit(measured.amount, footprint, () => unknownText(measured, footprint));
  const known = <T>(value: T): T | undefined => (figure.amount === undefined ? undefined : value);
  const rows = parts.flatMap(({ factors }) => factors);
  const marks = [
    ...footprint.marks.filter((mark) => mark === "simulated" || mark === "illustrative"),
    ...rows.flatMap((row) => row.marks),
    ...coalBasis(parts).map((basis) => `electricity as standard coal: ${basis}`),
  ];
  return {
    ...{ factory, product, fromMs, toMs, timeZone, declaredUnit, name, unit },
    ...figure,
    ...timeShares(parts.flatMap(({ sources }) => sources)),
    placeholderShare: known(partShare(parts, ({ factors }) => factors.some(isPlaceholder))),
    assumedShare: known(partShare(parts, ({ basis, factors }) => basis === "assumed" && !factors.some(isPlaceholder))),
    primaryDataShare: undefined,
    placeholderRows: placeholderRows(rows),
    marks: [...new Set(marks)].sort(),
    footprint: footprint.id,
  };
}

const partShare = (parts: readonly IndicatorPart[], counts: (part: IndicatorPart) => boolean): string | undefined =>
  shareOf(
    parts.map((part) => ({ size: readDecimal(part.amount)?.abs() ?? new Decimal(Number.NaN), counts: counts(part) })),
  );

function unknownText({ name, gaps }: IndicatorAmount, { factory, product }: Footprint): string {
  const gap = gaps.find(({ excused }) => !excused);
  const why = gap === undefined ? "a part of it is not known." : `${gap.where}: ${gap.reason}`;
  return `${name} of "${product}" of "${factory}" has no figure, ${why}`;
}
