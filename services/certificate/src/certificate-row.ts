import { instantText } from "@celadon/quantity";
import type { StoredCertificate } from "./registry.ts";

/** A certificate in a list; what it says stands in the credential. */
export const certificateRow = (one: StoredCertificate) => ({
  id: one.id,
  footprint: one.footprint,
  factory: one.factory,
  product: one.product,
  issuer: one.issuer,
  validFrom: instantText(one.validFromMs),
  validUntil: instantText(one.validUntilMs),
  issued: instantText(one.issuedMs),
  replaces: one.replaces === "" ? null : one.replaces,
  supersededBy: one.supersededBy === "" ? null : one.supersededBy,
  revocation:
    one.revocation === undefined
      ? null
      : { at: instantText(one.revocation.atMs), who: one.revocation.who, why: one.revocation.why },
});
