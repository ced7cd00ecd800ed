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
  const revocations = await revocationsOf(registry, now());
  return verify(credential, { issuers, nowMs: now(), revocations, ...verifying });
}
