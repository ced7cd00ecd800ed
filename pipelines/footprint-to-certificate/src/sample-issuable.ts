import { type IssuableFootprint, issuable } from "./issuable.ts";
import { sampleFootprint } from "./sample-footprint.ts";
import { sampleIssuance } from "./sample-issuance.ts";

/** For tests: a sample footprint with what a certificate needs of it. */
export function sampleIssuable(changes: Parameters<typeof sampleFootprint>[0] = {}): IssuableFootprint {
  const outcome = issuable(sampleFootprint(), { isCurrent: true, supersededBy: "", ...sampleIssuance });
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  return { ...outcome.value, ...(changes as Partial<IssuableFootprint>) }; // tests change known figures to known ones
}
