import type { FactorUse, Gap, IndicatorAmount, IndicatorPart as PartAmount } from "@celadon/proto";
import { localText } from "@celadon/quantity";
import { factorGroups, wishesOf, wishFor } from "./factor-groups.ts";
import { decimalText, type Fraction, fractionOf, isNegative, one, plus } from "./fraction.ts";
import { indicatorKey } from "./indicator-key.ts";
import { settled, sourcesOf } from "./line-draft.ts";
import type { Evidence } from "./lines-of.ts";
import { inUnit, multiplied } from "./multiplied.ts";
import type { Basis, Indicator, IndicatorName, IndicatorPart } from "./plant-model.ts";
import { scaled } from "./quantity.ts";
import { quantityOf } from "./quantity-of.ts";
import type { Version } from "./versions.ts";

/**
 * What the whole factory is measured by in the period:  indicator = sum of its parts,  part = amount * factor row,  sold parts
 * negative; in kgce, m3 or kg. Added up over the versions of the model and the calendar years of the plant. By name.
 *
 * Factor rows are selected for the purpose `indicator`, whatever the footprint's is. Unknown when any part is, or when a part
 * of the period has no version that states it; a cut-off reaches no indicator, because a lower bound would look better.
 * `beside`: why the period is not wholly covered by versions. Gaps stay with their indicator.
 */
export function indicatorsOf(
  versions: readonly Version[],
  evidence: Evidence,
  beside: readonly Gap[],
): readonly IndicatorAmount[] {
  const stated = versions.map((version) => ({
    version: { ...version, model: { ...version.model, purpose: "indicator" as const } },
    per: version.model.indicators?.per,
    indicators: new Map(version.model.indicators?.indicators.map((one) => [one.name, one])),
  }));
  const names = new Set(stated.flatMap(({ indicators }) => [...indicators.keys()]));
  return [...names].sort().map((name) => {
    const spoken = stated.flatMap(({ version, per, indicators }) => {
      const indicator = indicators.get(name);
      return indicator === undefined || per === undefined ? [] : [{ version, per, indicator }];
    });
    const silent = stated.filter(({ indicators }) => !indicators.has(name)).map(({ version }) => version);
    const gaps = [...beside.map((gap) => ({ ...gap, where: name })), ...silent.map((one) => silence(name, one))];
    return amountOf(name, spoken, { evidence, gaps });
  });
}

interface Spoken {
  readonly version: Version;
  readonly per: string;
  readonly indicator: Indicator;
}

const silence = (name: string, { fromMs, model }: Version): Gap => ({
  kind: "not-modelled",
  where: name,
  reason: `The version of the plant model in force from ${localText(fromMs, model.timeZone)} says nothing of "${name}". State it there, or let the change begin with a period.`,
  excused: false,
});

function amountOf(
  name: IndicatorName,
  spoken: readonly Spoken[],
  { evidence, gaps: beside }: { readonly evidence: Evidence; readonly gaps: readonly Gap[] },
): IndicatorAmount {
  const { per, indicator } = spoken.at(-1) as Spoken; // the name comes from a version that states it
  const { unit } = indicator;
  const flows = new Set(spoken.flatMap((one) => one.indicator.parts.map((part) => part.name)));
  const totals = [...flows].sort().map((flow) => partTotal({ name, flow, unit }, spoken, evidence));
  const sum = sumOfKnown(totals.map(({ amount }) => amount));
  const gaps = [
    ...beside,
    ...totals.flatMap((total) => total.gaps),
    ...(spoken.every((one) => one.per === per) ? [] : [rivals(name, spoken)]),
    ...(sum !== undefined && isNegative(sum) ? [belowZero(name, sum, unit)] : []),
  ];
  const isKnown = sum !== undefined && gaps.every(({ excused }) => excused);
  const parts = totals.map(({ part }) => part);
  return { name, product: per, amount: isKnown ? decimalText(sum) : "", unit, parts, gaps };
}

const rivals = (name: string, spoken: readonly Spoken[]): Gap => {
  const products = [...new Set(spoken.map(({ per }) => `"${per}"`))].join(" and ");
  const reason = `The versions of the plant model in this period divide by ${products}. Let the change begin with a period.`;
  return { kind: "not-modelled", where: name, reason, excused: false };
};

const belowZero = (name: string, sum: Fraction, unit: string): Gap => ({
  kind: "missing-amount",
  where: name,
  reason: `The parts of "${name}" come to ${decimalText(sum)} ${unit}, below zero. Check what is sold: more leaves the plant than goes in.`,
  excused: false,
});

/** Undefined as soon as one of them is. */
const sumOfKnown = ([first, ...more]: readonly (Fraction | undefined)[]): Fraction | undefined =>
  more.reduce((sum, part) => (sum === undefined || part === undefined ? undefined : plus(sum, part)), first);

interface PartTotal {
  readonly part: PartAmount;
  readonly amount: Fraction | undefined;
  readonly gaps: readonly Gap[];
}

function partTotal(
  { name, flow, unit }: { readonly name: IndicatorName; readonly flow: string; readonly unit: string },
  spoken: readonly Spoken[],
  evidence: Evidence,
): PartTotal {
  const pieces = spoken.flatMap(({ version, indicator }) => {
    const part = indicator.parts.find((one) => one.name === flow);
    return part === undefined ? [] : partPieces({ name, part, unit }, version, evidence);
  });
  const amount = sumOfKnown(pieces.map((piece) => piece.amount));
  return {
    amount,
    gaps: pieces.flatMap(({ gaps }) => gaps),
    part: {
      flow,
      amount: amount === undefined ? "" : decimalText(amount),
      sources: pieces.flatMap(({ sources }) => sources),
      factors: eachOnce(pieces.flatMap(({ rows }) => rows)),
      basis: weakest(pieces.map(({ basis }) => basis)),
    },
  };
}

/** A part in one version, cut only where the tables give other rows. */
function partPieces(
  { name, part, unit }: { readonly name: IndicatorName; readonly part: IndicatorPart; readonly unit: string },
  version: Version,
  evidence: Evidence,
) {
  const { amount, factor, basis, isSold } = part;
  const own = factor === undefined ? [] : [wishFor(factor, version.model)];
  const where = `${name}/${part.name}`;
  const path = `indicators.${indicatorKey(name)}.${part.name}`;
  const sign = fractionOf(isSold ? "-1" : "1");
  return factorGroups(version, [...own, ...wishesOf(amount, version.model)], evidence.factors).map((group) => {
    const setting = { ...group, version, hoursOf: evidence.hoursOf };
    const before = quantityOf(amount, path, setting);
    const after = factor === undefined ? before : multiplied(before, { kind: "factor", ...factor }, setting);
    const quantity = scaled(inUnit(after, unit), sign, unit);
    const { amount: known, gaps } = settled(quantity, [], []);
    return {
      amount: known,
      gaps: gaps.map((gap) => ({ ...gap, where })),
      sources: sourcesOf(quantity.sources, one),
      rows: quantity.rows,
      basis,
    };
  });
}

/** One row an id, with the marks of all its uses. */
function eachOnce(rows: readonly FactorUse[]): readonly FactorUse[] {
  const byId = new Map<string, FactorUse>();
  for (const row of rows) {
    const before = byId.get(row.id);
    byId.set(row.id, { ...row, marks: [...new Set([...(before?.marks ?? []), ...row.marks])] });
  }
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const strengths: readonly Basis[] = ["assumed", "estimated", "primary"];

/** The basis that claims least. */
const weakest = (bases: readonly Basis[]): string => strengths.find((basis) => bases.includes(basis)) as Basis;
