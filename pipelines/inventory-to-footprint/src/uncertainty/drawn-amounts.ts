import { type Distribution, triangularQuantile } from "./distribution.ts";
import { exp } from "./exp.ts";
import { log } from "./log.ts";
import type { UncertainEntry } from "./uncertain-entry.ts";

/** Entries of one kind as columns: which they are, which draw they have, and two numbers of the distribution. */
interface Columns {
  readonly entries: Int32Array;
  readonly draws: Int32Array;
  readonly base: Float64Array;
  readonly spread: Float64Array;
}

/** The amounts of all entries in one run, drawn kind by kind: loops without choices are twice as fast. */
export interface DrawnAmounts {
  readonly amounts: Float64Array;
  /** base e^(spread z): median, sigma. */
  readonly lognormal: Columns;
  /** base + spread z, or u: mean, sd of a normal; min, width of a uniform. */
  readonly straight: Columns;
  /** min, max; and the modes beside them. */
  readonly triangular: Columns;
  readonly modes: Float64Array;
}

/** `drawOf`: the draw of each entry. */
export function amountsOf(entries: readonly UncertainEntry[], drawOf: Int32Array): DrawnAmounts {
  const columns = (isOfThem: (kind: Distribution["kind"]) => boolean): Columns => {
    const chosen = Int32Array.from(entries.keys()).filter((e) =>
      isOfThem((entries[e] as UncertainEntry).distribution.kind),
    );
    const distributionOf = (e: number): Distribution => (entries[e] as UncertainEntry).distribution;
    return {
      entries: chosen,
      draws: chosen.map((e) => drawOf[e] as number),
      base: Float64Array.from(chosen, (e) => baseOf(distributionOf(e))),
      spread: Float64Array.from(chosen, (e) => spreadOf(distributionOf(e))),
    };
  };
  return {
    amounts: new Float64Array(entries.length),
    lognormal: columns((kind) => kind === "lognormal"),
    straight: columns((kind) => kind === "normal" || kind === "uniform"),
    triangular: columns((kind) => kind === "triangular"),
    modes: Float64Array.from(
      entries.flatMap(({ distribution }) => (distribution.kind === "triangular" ? [distribution.mode] : [])),
    ),
  };
}

/** `drawn`: normal quantiles of lognormal and normal entries, uniform draws of the others. */
export function fillAmounts(
  { amounts, lognormal, straight, triangular, modes }: DrawnAmounts,
  drawn: Float64Array,
): void {
  fillLognormal(lognormal, drawn, amounts);
  fillStraight(straight, drawn, amounts);
  const { entries, draws, base, spread } = triangular;
  for (let i = 0; i < entries.length; i++) {
    const shape = { min: base[i] as number, mode: modes[i] as number, max: spread[i] as number };
    amounts[entries[i] as number] = triangularQuantile(shape, drawn[draws[i] as number] as number);
  }
}

function fillLognormal({ entries, draws, base, spread }: Columns, drawn: Float64Array, amounts: Float64Array): void {
  for (let i = 0; i < entries.length; i++) {
    const z = drawn[draws[i] as number] as number;
    amounts[entries[i] as number] = (base[i] as number) * exp((spread[i] as number) * z);
  }
}

function fillStraight({ entries, draws, base, spread }: Columns, drawn: Float64Array, amounts: Float64Array): void {
  for (let i = 0; i < entries.length; i++) {
    const value = drawn[draws[i] as number] as number;
    amounts[entries[i] as number] = (base[i] as number) + (spread[i] as number) * value;
  }
}

function baseOf(distribution: Distribution): number {
  if (distribution.kind === "lognormal") return distribution.median;
  return distribution.kind === "normal" ? distribution.mean : distribution.min;
}

function spreadOf(distribution: Distribution): number {
  if (distribution.kind === "lognormal") return log(distribution.geometricSd);
  if (distribution.kind === "normal") return distribution.sd;
  return distribution.kind === "uniform" ? distribution.max - distribution.min : distribution.max;
}
