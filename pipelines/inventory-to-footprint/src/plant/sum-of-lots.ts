import type { Footprint, Inventory } from "@celadon/proto";
import { Decimal, type Period } from "@celadon/quantity";
import { type Carried, carriedOf, carriedSum, movedBy } from "./carried-of.ts";
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
  /** kg CO2e that the product carries. */
  readonly carried: CarriedSums;
  /** Lines of the inventory whose amounts the two sides share, and those whose amounts differ. */
  readonly lines: number;
  readonly apart: readonly (BothSums & { readonly line: string; readonly unit: string })[];
}

/** What a product carries, before figures are rounded to 12 digits. */
export interface CarriedSums extends BothSums {
  /** How far the published figures may be off, by the solve and by rounding to 12 digits. */
  readonly bound: string | undefined;
  /** What the difference comes from: processes whose burden is shared otherwise in the lots than in the period, those that move most first. */
  readonly moved: readonly { readonly process: string; readonly amount: string }[];
  /** What is left of the difference: lines that differ, time of no lot, and what loops are solved to. With `moved` it is the difference, exactly. */
  readonly rest: string | undefined;
}

/** Line amounts are rounded at 30 decimals, so that the sum of many is sure to this one. */
const places = 24;
/** Twelve significant digits: half of the last place of 1.00000000000. */
const figureError = new Decimal("5e-12");

/**
 * Lots that lie in a period beside its footprint, all of one product. Amounts of lines and the impact of the whole plant add up exactly
 * where the lots leave no time free: they are sums over time. So does what one product carries as long as all
 * shares are alike, as they are over months (`Allocation.over`); where each lot shares by its own hours, `moved` says what that comes to.
 */
export function sumOfLots(period: Footprint, lots: readonly Footprint[], gwp: GwpLookUp): SumOfLots {
  const all = [period, ...lots];
  const { line: ofLines, units } = linesOf(period, lots);
  const bounds = all.map(({ absolute, solve }) =>
    absolute === undefined || solve === undefined
      ? undefined
      : new Decimal(absolute).abs().times(figureError.plus(solve.errorBound)),
  );
  return {
    free: freeTime(period, lots),
    unknown: lots.filter((one) => one.absolute === undefined).map(({ lot }) => lot?.name ?? ""),
    produced: bothSums(all.map((one) => decimal(one.produced))),
    plant: bothSums(all.map(({ inventory }) => inventory && plantImpact(inventory, gwp))),
    carried: { ...carriedSums(period, lots, gwp), bound: total(bounds)?.toSignificantDigits(3).toFixed() },
    lines: ofLines.size,
    apart: [...ofLines].flatMap(([line, amounts]) => {
      const sums = bothSums(amounts);
      return sums.difference === "0" ? [] : [{ line, unit: units.get(line) as string, ...sums }];
    }),
  };
}

function carriedSums(period: Footprint, lots: readonly Footprint[], gwp: GwpLookUp): Omit<CarriedSums, "bound"> {
  const [whole, ...each] = [period, ...lots].map((one) => carriedOf(one, gwp));
  const sum = total(each.map((one) => one && carriedSum(one)));
  if (whole === undefined || sum === undefined) {
    return { ...bothSums([whole && carriedSum(whole), sum]), moved: [], rest: undefined };
  }
  const byProcess = new Map<string, Decimal>();
  for (const lot of each) {
    for (const [process, amount] of movedBy(period.product, lot as Carried, whole))
      byProcess.set(process, amount.plus(byProcess.get(process) ?? new Decimal(0)));
  }
  const moved = [...byProcess]
    .map(([process, amount]) => ({ process, amount: amount.toDecimalPlaces(places) }))
    .filter(({ amount }) => !amount.isZero())
    .sort((a, b) => b.amount.abs().comparedTo(a.amount.abs()) || (a.process < b.process ? -1 : 1));
  // Every part is rounded by itself, and the sums are made of them: so they add up to the last digit that is shown.
  const ofPeriod = carriedSum(whole);
  const rest = sum
    .minus(ofPeriod)
    .minus(sumOf([...byProcess.values()]))
    .toDecimalPlaces(places);
  const shown = ofPeriod.toDecimalPlaces(places);
  return {
    ...bothSums([shown, sumOf([shown, rest, ...moved.map(({ amount }) => amount)])]),
    moved: moved.map(({ process, amount }) => ({ process, amount: amount.toFixed() })),
    rest: rest.plus(0).toFixed(),
  };
}

const sumOf = (parts: readonly Decimal[]): Decimal => parts.reduce((sum, part) => sum.plus(part), new Decimal(0));

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
