import { type IssuerDocument, issuerDocument } from "@celadon/footprint-to-certificate";
import { type Caller, refuse } from "@celadon/runtime";
import { certificateOf } from "./certificate-of.ts";
import type { CertificatePorts } from "./ports.ts";
import type { Registry } from "./registry.ts";
import { revocationsOf } from "./revocations-of.ts";

interface Ports extends Pick<CertificatePorts, "issuer" | "now"> {
  readonly registry: Pick<Registry, "list" | "get">;
}

/**
 * The document that checks a certificate: of the issuer that signed it, with what is revoked by now; of the present issuer where
 * no certificate is named. Refused: a certificate nobody knows or not of the caller's, and one whose issuer's key is not here.
 */
export async function issuerDocumentOf(
  { registry, issuer, now }: Ports,
  id: string | undefined,
  caller: Pick<Caller, "factories">,
): Promise<IssuerDocument> {
  const signer = id === undefined ? issuer.current().id : (await certificateOf(registry, id, caller)).issuer;
  const found = issuer.trusted().find((one) => one.id === signer);
  if (found === undefined) {
    const message = `${signer} signed it, and its key is not among those of this installation: bring back the folder "issuer" of its data folder from a backup.`;
    throw refuse({ status: 404, code: "unknown-issuer", message });
  }
  return issuerDocument(found, await revocationsOf(registry, now()));
}
