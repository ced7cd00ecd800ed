import type { Check } from "@celadon/footprint-to-certificate";
import { Certificate, CheckResult } from "@celadon/proto";
import type { StoredCertificate } from "./registry.ts";

/** A certificate as the contract has it. */
export const certificateMessage = (one: StoredCertificate): Certificate =>
  Certificate.fromPartial({
    id: one.id,
    credential: one.credential,
    footprint: one.footprint,
    factory: one.factory,
    product: one.product,
    issuer: one.issuer,
    validFromMs: BigInt(one.validFromMs),
    validUntilMs: BigInt(one.validUntilMs),
    revocation: one.revocation === undefined ? undefined : { ...one.revocation, atMs: BigInt(one.revocation.atMs) },
    supersededBy: one.supersededBy,
  });

/** The contract's word for what a check found. */
export const resultMessage: Readonly<Record<Check["result"], CheckResult>> = {
  valid: CheckResult.CHECK_RESULT_VALID,
  invalid: CheckResult.CHECK_RESULT_INVALID,
  "cannot-tell": CheckResult.CHECK_RESULT_CANNOT_TELL,
  "not-attempted": CheckResult.CHECK_RESULT_NOT_ATTEMPTED,
};
