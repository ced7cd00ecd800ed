import { sharedMonths } from "@celadon/activity-to-inventory";
import type { Lot, LotMade } from "@celadon/proto";
import { hourFrom, hourOf, type Period } from "@celadon/quantity";
import type { ModelVersion } from "./stored-models.ts";

/** A period whose footprints are wanted; that of a lot holds to the millisecond. */
export interface WantedPeriod extends Period {
  readonly lot?: LotMade | undefined;
}

export const periodOfLot = ({ fromMs, toMs, key, name, product, quantity, unit }: Lot): WantedPeriod => ({
  fromMs: Number(fromMs),
  toMs: Number(toMs),
  lot: { key, name, product, quantity, unit },
});

/** All the time whose hours a period rests on: of a lot that shares over months these too. */
export function hullWithMonths({ lot, fromMs, toMs }: WantedPeriod, models: readonly ModelVersion[]): Period {
  const months = lot && sharedMonths({ fromMs, toMs }, models);
  if (months === undefined) return { fromMs, toMs };
  // An hour belongs to the month it begins in, and a lot may begin in the part of one that belongs to the month before.
  return { fromMs: Math.min(fromMs, months.fromMs), toMs: Math.max(toMs, hourFrom(months.toMs)) };
}

/** Where the period of a lot cuts an hour; nowhere for any other. */
export const cutsOf = ({ lot, fromMs, toMs }: WantedPeriod): readonly number[] =>
  lot === undefined ? [] : [fromMs, toMs].filter((atMs) => hourOf(atMs) !== atMs);
