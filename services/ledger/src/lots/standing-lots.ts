import type { Lot } from "@celadon/proto";
import { type Factories, reaches } from "@celadon/runtime";
import type { Book } from "../book.ts";

/** Which lots a list is about. What is not given does not narrow it. */
export interface WantedLots {
  readonly factory?: string | undefined;
  readonly product?: string | undefined;
  /** Lots that share time with [fromMs, toMs). */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly within?: Factories | undefined;
}

/** The lots that hold, without those taken back, by factory, product, beginning and key. */
export const standingLots = (
  { declared }: Book,
  { factory, product, fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY, within = "all" }: WantedLots,
): readonly Lot[] =>
  declared.lots
    .filter((lot) => !lot.withdrawn && reaches({ factories: within }, lot.factory))
    .filter(
      (lot) => (factory === undefined || lot.factory === factory) && (product === undefined || lot.product === product),
    )
    .filter((lot) => Number(lot.toMs) > fromMs && Number(lot.fromMs) < toMs)
    .toSorted(compareLots);

type Key = Pick<Lot, "factory" | "product" | "fromMs" | "key">;

/** The order of the list. */
export const compareLots = (a: Key, b: Key): number =>
  compared(a.factory, b.factory) ||
  compared(a.product, b.product) ||
  compared(a.fromMs, b.fromMs) ||
  compared(a.key, b.key);

const compared = <T extends string | bigint>(a: T, b: T): number => Number(a > b) - Number(a < b);

/** The lots of one product that share time with a lot of it, itself left out. */
export const overlapping = (lot: Lot, lots: readonly Lot[]): readonly Lot[] =>
  lots.filter(
    (other) =>
      other.key !== lot.key &&
      other.factory === lot.factory &&
      other.product === lot.product &&
      other.fromMs < lot.toMs &&
      lot.fromMs < other.toMs,
  );
