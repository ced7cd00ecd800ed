import { accept, type Outcome, reject } from "@celadon/quantity";
import type { Factor } from "./factor.ts";
import type { FactorRelease } from "./release.ts";

/** What AWARE distinguishes: irrigation, everything else, and consumption whose use nobody states. */
export const waterUses = ["unspecified", "agri", "non-agri"] as const;
export type WaterUse = (typeof waterUses)[number];

/**
 * The scarcity of water by AWARE 2.0, annual: m3 world-eq per m3 consumed at a place, as a row with its papers (Boulay et al. 2018,
 * doi 10.1007/s11367-017-1333-8; version 2.0 by Seitfudem et al., doi 10.1111/jiec.70023). `place` is an ISO 3166 code or `world`.
 * Refused: a place without a factor. Whether the world's stands in there is for the caller to decide, and to say.
 */
export function waterScarcity(
  release: FactorRelease,
  { use, place }: { readonly use: WaterUse; readonly place: string },
): Outcome<Factor, "factor-missing"> {
  const activity = `water-scarcity/aware2/${use}`;
  const row = release.rows.find((one) => one.activity === activity && one.region === place);
  if (row !== undefined) return accept(row);
  return reject("factor-missing", `AWARE 2.0 has no factor for ${use} use of water at "${place}" in this release.`);
}
