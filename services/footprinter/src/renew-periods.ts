import type { Outcome, Period } from "@celadon/quantity";
import { type CalculationPorts, footprintPeriods, type PeriodFootprints } from "./footprint-periods.ts";
import type { Shelf } from "./shelf.ts";

export interface RenewalPorts extends CalculationPorts {
  readonly shelf: Shelf;
  /** Runs one renewal after the other (`oneAtATime`), the same one for everybody who renews. */
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>;
}

export interface Renewed {
  readonly period: Period;
  readonly outcome: Outcome<PeriodFootprints, string>;
}

/** So long a stretch of hours is read and kept at once: a month with all windows of twelve months around it. */
const stretchMsMax = 800 * 86_400_000;

/**
 * Calculates the footprints of a factory's periods and puts them on the shelf, many periods with one reading of hours and one
 * writing: a plant whose year comes in at once has thirteen of them. One renewal at a time: two that overlap could put older
 * windows on top of newer ones.
 */
export const renewPeriods = async (
  factory: string,
  periods: readonly Period[],
  position: string,
  { shelf, inTurn, ...ports }: RenewalPorts,
): Promise<readonly Renewed[]> => {
  const renewed: Renewed[] = [];
  for (const some of stretchesOf(periods)) {
    renewed.push(
      ...(await inTurn(async () => {
        const outcomes = await footprintPeriods(factory, some, ports);
        // Refused or without footprints: what stood on the shelf for this period does not hold any more.
        const renewals = outcomes.map(({ period: { fromMs, toMs }, outcome }) => ({
          period: { factory, fromMs, toMs },
          footprints: outcome.kind === "accept" ? outcome.value.footprints : [],
        }));
        await shelf.put(renewals, position);
        return outcomes;
      })),
    );
  }
  return renewed;
};

/** Neighbours share a stretch while it stays short enough; a period that is longer by itself has one of its own. */
function stretchesOf(periods: readonly Period[]): readonly (readonly Period[])[] {
  const stretches: Period[][] = [];
  for (const period of periods.toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)) {
    const last = stretches.at(-1);
    const isNear = last !== undefined && period.toMs - (last[0] as Period).fromMs <= stretchMsMax; // a stretch begins with one
    if (isNear) last.push(period);
    else stretches.push([period]);
  }
  return stretches;
}
