import type { Footprint, Inventory, LotMade } from "@celadon/proto";
import { instantText, localText } from "@celadon/quantity";
import { type Plain, plain } from "./plain.ts";
import type { Stored } from "./shelf.ts";

/** A footprint as a list shows it: the figure, what it is per, and what it rests on. Unknown figures are null. */
export function footprintRow({ footprint, isCurrent, supersedes }: Stored): { readonly [key: string]: Plain } {
  const { fromMs, toMs, timeZone } = footprint;
  return {
    id: footprint.id,
    factory: footprint.factory,
    product: footprint.product,
    productName: footprint.productName,
    from: instantText(Number(fromMs)),
    to: instantText(Number(toMs)),
    localFrom: localText(Number(fromMs), timeZone),
    localTo: localText(Number(toMs), timeZone),
    status: footprint.status,
    amount: footprint.total ?? null,
    unit: "kgCO2e",
    per: { amount: footprint.declaredAmount, unit: footprint.declaredUnit },
    boundary: footprint.boundary,
    absolute: { amount: footprint.absolute ?? null, unit: "kgCO2e" },
    produced: { amount: footprint.produced ?? null, unit: footprint.declaredUnit },
    biogenic: { amount: footprint.biogenic ?? null, unit: "kgCO2" },
    primaryDataShare: footprint.primaryDataShare ?? null,
    placeholderShare: footprint.placeholderShare ?? null,
    measuredShare: footprint.measuredShare,
    estimatedShare: footprint.estimatedShare,
    missingShare: footprint.missingShare,
    gwpSet: footprint.gwpSet,
    marks: footprint.marks,
    gaps: plain(footprint.gaps),
    current: isCurrent,
    supersedes: supersedes === "" ? null : supersedes,
    ...(footprint.lot === undefined ? {} : { lot: lotOf(footprint.lot) }),
    ...sharedOverOf(footprint),
  };
}

/** The months over which a lot shares, and the processes that do; nothing where none does. */
function sharedOverOf({ inventory, timeZone }: Footprint): { readonly [key: string]: Plain } {
  const shared = (inventory?.processes ?? []).filter(({ allocation }) => allocation?.over !== undefined);
  const over = shared[0]?.allocation?.over; // the months of a lot are the same for all
  if (over === undefined) return {};
  const local = (atMs: bigint): string => localText(Number(atMs), timeZone);
  const times = { localFrom: local(over.fromMs), localTo: local(over.toMs), localReached: local(over.reachedMs) };
  return { sharedOver: { ...times, processes: shared.map(({ id }) => id) } };
}

const lotOf = ({ key, name, quantity, unit }: LotMade) => ({ id: key, name, quantity: { amount: quantity, unit } });

/** The lot stands beside the figure already, where there is one. */
const withoutLot = ({ lot: _, ...inventory }: Inventory) => inventory;

/** A footprint with all its parts and the inventory it was made from. */
export const footprintDetail = (stored: Stored): { readonly [key: string]: Plain } => {
  const { footprint } = stored;
  return {
    ...footprintRow(stored),
    byProcess: plain(footprint.byProcess),
    byGas: plain(footprint.byGas),
    byScope: plain(footprint.byScope),
    byStage: plain(footprint.byStage),
    contributions: plain(footprint.contributions),
    solve: plain(footprint.solve),
    method: footprint.method,
    factorRelease: footprint.factorRelease,
    activityDigest: footprint.activityDigest,
    inventory: plain(footprint.inventory && withoutLot(footprint.inventory)),
  };
};
