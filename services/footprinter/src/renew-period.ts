import type { Outcome, Period } from "@celadon/quantity";
import { type CalculationPorts, footprintPeriod, type PeriodFootprints } from "./footprint-period.ts";
import type { Shelf } from "./shelf.ts";

export interface RenewalPorts extends CalculationPorts {
  readonly shelf: Shelf;
  /** Runs one renewal after the other (`oneAtATime`), the same one for everybody who renews. */
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>;
}

/**
 * Calculates the footprints of a period and puts them on the shelf. One at a time: two that overlap could put older windows
 * on top of newer ones.
 */
export const renewPeriod = (
  factory: string,
  period: Period,
  position: string,
  { shelf, inTurn, ...ports }: RenewalPorts,
): Promise<Outcome<PeriodFootprints, string>> =>
  inTurn(async () => {
    const outcome = await footprintPeriod(factory, period, ports);
    // Refused or without footprints: what stood on the shelf for this period does not hold any more.
    const footprints = outcome.kind === "accept" ? outcome.value.footprints : [];
    await shelf.put({ factory, ...period }, footprints, position);
    return outcome;
  });
