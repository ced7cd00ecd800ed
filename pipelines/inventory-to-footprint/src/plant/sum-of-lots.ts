import type { Footprint, Inventory } from "@celadon/proto";
import { Decimal, type Period } from "@celadon/quantity";
import { noContradictions } from "./contradiction.ts";
import type { GwpLookUp } from "./gwp-look-up.ts";
import { biogenicCo2, impactOf } from "./impact-of.ts";

/** A sum over lots beside the same of the period; absent where a part is unknown. Decimal text. */
export interface BothSums {
  readonly lots: string | undefined;
  readonly period: string | undefined;
  /** lots less period. */
  readonly difference: string | undefined;
}

/** How the lots of a product add up to a period. */
export interface SumOfLots {
  /** Time of the period that belongs to no lot. */
  readonly free: readonly Period[];
  /** Names of lots without a figure: incomplete ones. */
  readonly unknown: readonly string[];
  /** Metered amount of the product, in its declared unit. */
  readonly produced: BothSums;
  /** kg CO2e of all that the plant took and gave off, whoever carries it. */
  readonly plant: BothSums;
  /** kg CO2e that the product carries, and how far the figures behind it may be off by the solve and by rounding to 12 digits. */
  readonly carried: BothSums & { readonly bound: string | undefined };
  /** Lines of the inventory whose amounts the two sides share, and those whose amounts differ. */
  readonly lines: number;
  readonly apart: readonly (BothSums & { readonly line: string; readonly unit: string })[];
}

/** Line amounts are rounded at 30 decimals, so that the sum of many is sure to this one. */
const places = 24;
/** Twelve significant digits: half of the last place of 1.00000000000. */
const figureError = new Decimal("5e-12");

/**
 * Lots that lie in a period beside its footprint, all of one product. Amounts of lines and the impact of the whole plant add up exactly
 * where the lots leave no time free: they are sums over time. What one product carries adds up within `bound` as long as all
 * shares are alike; where processes make several products, or stocks between processes change, each lot has its own
 * shares, and the difference is what they moved.
 */
export function sumOfLots(period: Footprint, lots: readonly Footprint[], gwp: GwpLookUp): SumOfLots {
  const all = [period, ...lots];
  const { line: ofLines, units } = linesOf(period, lots);
  const bounds = all.map(({ absolute, solve }) =>
    absolute === undefined || solve === undefined
      ? undefined
      : new Decimal(absolute).abs().times(figureError.plus(solve.errorBound)),
  );
  const absolute = bothSums(all.map((one) => decimal(one.absolute)));
  return {
    free: freeTime(period, lots),
    unknown: lots.filter((one) => one.absolute === undefined).map(({ lot }) => lot?.name ?? ""),
    produced: bothSums(all.map((one) => decimal(one.produced))),
    plant: bothSums(all.map(({ inventory }) => inventory && plantImpact(inventory, gwp))),
    carried: { ...absolute, bound: total(bounds)?.toSignificantDigits(3).toFixed() },
    lines: ofLines.size,
    apart: [...ofLines].flatMap(([line, amounts]) => {
      const sums = bothSums(amounts);
      return sums.difference === "0" ? [] : [{ line, unit: units.get(line) as string, ...sums }];
    }),
  };
}

const decimal = (text: string | undefined): Decimal | undefined => (text === undefined ? undefined : new Decimal(text));

const total = (parts: readonly (Decimal | undefined)[]): Decimal | undefined =>
  parts.reduce(
    (sum, part) => (sum === undefined || part === undefined ? undefined : sum.plus(part)),
    new Decimal(0) as Decimal | undefined,
  );

/** The period first, then the lots. */
function bothSums([period, ...lots]: readonly (Decimal | undefined)[]): BothSums {
  const sum = total(lots);
  const text = (value: Decimal | undefined): string | undefined => value?.toDecimalPlaces(places).plus(0).toFixed(); // no "-0"
  return {
    lots: text(sum),
    period: text(period),
    difference: text(sum === undefined || period === undefined ? undefined : sum.minus(period)),
  };
}

/** Amounts by flow and what is behind it: a year or a version may cut a line in one of them and not in another. */
function linesOf(period: Footprint, lots: readonly Footprint[]) {
  const line = new Map<string, (Decimal | undefined)[]>();
  const units = new Map<string, string>();
  const all = [period, ...lots];
  for (const [i, { inventory }] of all.entries()) {
    for (const { process, flow, activity, unit, amount } of inventory?.lines ?? []) {
      const name = `${process}/${flow}: ${activity}, ${unit}`;
      const amounts = line.get(name) ?? all.map(() => new Decimal(0));
      const before = amounts[i];
      amounts[i] = amount === "" || before === undefined ? undefined : before.plus(amount);
      line.set(name, amounts);
      units.set(name, unit);
    }
  }
  return { line, units };
}

/** kg CO2e of every line; undefined where one is unknown. Biogenic CO2 stands beside every total. */
function plantImpact({ lines, gwpSet }: Inventory, gwp: GwpLookUp): Decimal | undefined {
  const impacts = lines.map((line) => impactOf(line, { gwpSet, gwp }, noContradictions()));
  return total(
    impacts.flatMap(({ terms, gaps }) =>
      gaps.length > 0 ? [undefined] : terms.filter(({ gas }) => gas !== biogenicCo2).map(({ amount }) => amount),
    ),
  );
}

function freeTime({ fromMs, toMs }: Footprint, lots: readonly Footprint[]): readonly Period[] {
  const free: Period[] = [];
  let at = Number(fromMs);
  for (const lot of lots.toSorted((a, b) => Number(a.fromMs - b.fromMs))) {
    if (Number(lot.fromMs) > at) free.push({ fromMs: at, toMs: Number(lot.fromMs) });
    at = Math.max(at, Number(lot.toMs));
  }
  return at < Number(toMs) ? [...free, { fromMs: at, toMs: Number(toMs) }] : free;
}
