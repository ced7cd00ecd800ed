import { canonicalJson, uuid5 } from "@celadon/quantity";
import type { Issuance } from "./issuance.ts";

/** UUIDv5 over footprint, issuer, dates and what is replaced: the same input, the same certificate. No randomness, no clock. */
export function certificateId(footprint: string, { issuer, validFromMs, validUntilMs, replaces }: Issuance): string {
  const name = canonicalJson(["certificate", footprint, issuer.id, validFromMs, validUntilMs, replaces]);
  return `urn:uuid:${uuid5(name)}`;
}
