import type { FactorRelease } from "@celadon/factors";
import { gwpOf, type SumOfLots, sumOfLots } from "@celadon/inventory-to-footprint";
import type { Footprint } from "@celadon/proto";
import { instantText, localText, type Period } from "@celadon/quantity";
import { refuse, type Store } from "@celadon/runtime";
import type { Shelf } from "./shelf.ts";
import { storedLots } from "./stored-lots.ts";

/** A stretch of time, on the plant's own clock too. */
interface Stretch {
  readonly from: string;
  readonly to: string;
  readonly localFrom: string;
  readonly localTo: string;
  readonly hours: number;
}

export interface LotsOfPeriod extends Omit<SumOfLots, "free"> {
  readonly factory: string;
  readonly product: string;
  readonly localFrom: string;
  readonly localTo: string;
  readonly status: string;
  readonly lots: readonly {
    readonly id: string;
    readonly lot: string;
    readonly name: string;
    readonly absolute: string | undefined;
  }[];
  /** Lots that lie in the period in part: they are in no sum. */
  readonly crossing: readonly string[];
  /** Lots within it without a footprint: calculated never, or refused. */
  readonly without: readonly string[];
  readonly free: readonly Stretch[];
}

/**
 * The lots within the period of a footprint, and how they add up to it (`sumOfLots`). Refused: the footprint of a lot, which has
 * no lots within it.
 */
export async function lotsOfPeriod(
  period: Footprint,
  { store, shelf, release }: { readonly store: Store; readonly shelf: Shelf; readonly release: FactorRelease },
): Promise<LotsOfPeriod> {
  if (period.lot !== undefined) {
    const message = `Footprint ${period.id} is of the lot "${period.lot.name}": ask for the lots of a month, celadon footprint list shows their footprints.`;
    throw refuse({ status: 400, code: "lot-footprint", message });
  }
  const { factory, product, timeZone } = period;
  const [fromMs, toMs] = [Number(period.fromMs), Number(period.toMs)];
  const stored = await shelf.list({ factory, product, fromMs, toMs, lots: true, history: false });
  const footprints = stored.map(({ footprint }) => footprint);
  const declared = (await storedLots(store, [factory])).filter(
    (lot) => lot.product === product && !lot.withdrawn && Number(lot.toMs) > fromMs && Number(lot.fromMs) < toMs,
  );
  const isWithin = (lot: Pick<Footprint, "fromMs" | "toMs">): boolean =>
    Number(lot.fromMs) >= fromMs && Number(lot.toMs) <= toMs;
  const has = new Set(footprints.map(({ lot }) => lot?.key));
  const { free, ...sums } = sumOfLots(period, footprints, gwpOf(release));
  const stretch = ({ fromMs: from, toMs: to }: Period): Stretch => ({
    ...{ from: instantText(from), to: instantText(to) },
    ...{ localFrom: localText(from, timeZone), localTo: localText(to, timeZone) },
    hours: (to - from) / 3_600_000,
  });
  return {
    factory,
    product,
    ...{ localFrom: localText(fromMs, timeZone), localTo: localText(toMs, timeZone), status: period.status },
    lots: footprints.map(({ id, lot, absolute }) => ({ id, lot: lot?.key ?? "", name: lot?.name ?? "", absolute })),
    crossing: declared.filter((lot) => !isWithin(lot)).map(({ name }) => name),
    without: declared.filter((lot) => isWithin(lot) && !has.has(lot.key)).map(({ name }) => name),
    free: free.map(stretch),
    ...sums,
  };
}
