import type { Lot, LotMade } from "@celadon/proto";
import { hourOf, type Period } from "@celadon/quantity";

/** A period whose footprints are wanted; that of a lot holds to the millisecond. */
export interface WantedPeriod extends Period {
  readonly lot?: LotMade | undefined;
}

export const periodOfLot = ({ fromMs, toMs, key, name, product, quantity, unit }: Lot): WantedPeriod => ({
  fromMs: Number(fromMs),
  toMs: Number(toMs),
  lot: { key, name, product, quantity, unit },
});

/** Where the period of a lot cuts an hour; nowhere for any other. */
export const cutsOf = ({ lot, fromMs, toMs }: WantedPeriod): readonly number[] =>
  lot === undefined ? [] : [fromMs, toMs].filter((atMs) => hourOf(atMs) !== atMs);
