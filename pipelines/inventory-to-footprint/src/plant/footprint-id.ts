import type { FactorUse, Inventory } from "@celadon/proto";
import { canonicalJson, uuid5 } from "@celadon/quantity";
import { stable } from "./stable.ts";

/**
 * The ids of the footprints of a canonical inventory: UUIDv5 of what each was worked out from.
 *
 *   factory, product, period and how far it has run, method, model versions in order, digest of the activity,
 *   every factor row the inventory uses with its papers and marks, every GWP row, the lot where it is of one
 *
 * The hash of the release is not among them: a table added elsewhere must not change an id. Nor are arrival times and counts of
 * quarantined readings.
 */
export function footprintIds(inventory: Inventory, gwps: readonly FactorUse[]): (product: string) => string {
  const rows = [
    ...inventory.lines.flatMap(({ factors, coefficients }) => [...factors, ...coefficients]),
    ...inventory.indicators.flatMap(({ parts }) => parts.flatMap(({ factors }) => factors)),
  ];
  const { factory, fromMs, toMs, reach, reachedMs, method, models, purpose, gwpSet, activityDigest, lot } = inventory;
  const shared = {
    noun: "footprint",
    ...{ factory, fromMs, toMs, reach, reachedMs, method, models, purpose, gwpSet, activityDigest },
    factors: distinct(rows),
    gwps: distinct(gwps),
    lot, // absent where there is none: the ids of periods stand as they are
  };
  return (product) => uuid5(canonicalJson(stable({ ...shared, product })));
}

const distinct = (rows: readonly FactorUse[]): readonly string[] =>
  [...new Set(rows.map((row) => canonicalJson(stable(row))))].sort();
