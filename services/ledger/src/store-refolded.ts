import type { Store } from "@celadon/runtime";
import type { Refolded } from "./fold-irregular.ts";

/**
 * Stores what folding came to. Slices first, verdicts after: a fold that is repeated after a crash knows by the old
 * verdicts how far the change reached, and would stop too early if the new ones stood already.
 */
export async function storeRefolded(store: Store, refolded: readonly Refolded[], version: number): Promise<void> {
  const slices = refolded.flatMap(({ channel, cells }) =>
    cells.map(
      ({ startMs, pico, measuredMs, estimatedMs, marks }) =>
        `${channel.idText}\t${startMs / 1000}\t${amountText(pico)}\t${measuredMs}\t${estimatedMs}\t${marks}\t${version}\n`,
    ),
  );
  await store.insert(
    "slices",
    ["channelId", "start", "amount", "measuredMs", "estimatedMs", "marks", "version"],
    Buffer.from(slices.join("")),
  );
  const verdicts = refolded.flatMap(({ channel, verdicts: changed }) =>
    changed.map(
      ({ atMs, reason }) =>
        `${channel.idText}\t${(atMs / 1000).toFixed(3)}\t${reason ?? "counts"}\t${Number(reason !== undefined)}\t${version}\n`,
    ),
  );
  await store.insert("refusals", ["channelId", "at", "reason", "active", "version"], Buffer.from(verdicts.join("")));
}

/** 10^-12 as decimal text with twelve places. */
export function amountText(pico: bigint): string {
  const digits = (pico < 0n ? -pico : pico).toString().padStart(13, "0");
  return `${pico < 0n ? "-" : ""}${digits.slice(0, -12)}.${digits.slice(-12)}`;
}
