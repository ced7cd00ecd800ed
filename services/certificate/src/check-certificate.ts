import { credentialLengthMax, type Verification, verify } from "@celadon/footprint-to-certificate";
import { refuse } from "@celadon/runtime";
import type { CertificatePorts } from "./ports.ts";
import { revocationsOf } from "./revocations-of.ts";
import { verifying } from "./verifying.ts";

/**
 * Checks a certificate against the issuers of this installation, or those of them that are named. Refused: one that is longer
 * than any certificate.
 */
export async function checkCertificate(
  credential: string,
  { registry, issuer, now }: CertificatePorts,
  trusted: readonly string[] = [],
): Promise<Verification> {
  if (credential.length > credentialLengthMax) {
    const message = `A certificate has at most ${credentialLengthMax} characters, and this has ${credential.length}.`;
    throw refuse({ status: 413, code: "too-large", message });
  }
  const issuers = issuer.trusted().filter(({ id }) => trusted.length === 0 || trusted.includes(id));
  const nowMs = now();
  // Its own registry, so that the list is of now: no certificate of this installation is newer, none of it is too old.
  const revocations = await revocationsOf(registry, nowMs);
  return verify(credential, { issuers, nowMs, revocations, ...verifying });
}
