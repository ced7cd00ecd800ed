import { type Caller, reaches, refuse } from "@celadon/runtime";
import type { Registry, StoredCertificate } from "./registry.ts";

/** The whole name of a certificate: people leave "urn:uuid:" away. */
const wholeId = (id: string): string => (id.startsWith("urn:uuid:") ? id : `urn:uuid:${id}`);

/** The certificate of this id; refused where this installation has issued none of it, and in the same words where it is not the caller's. */
export async function certificateOf(
  registry: Pick<Registry, "get">,
  id: string,
  caller: Pick<Caller, "factories">,
): Promise<StoredCertificate> {
  const certificate = await registry.get(wholeId(id));
  return found(certificate !== undefined && reaches(caller, certificate.factory) ? certificate : undefined, id);
}

/** Revokes a certificate for good. Refused: an id nobody knows or not of the caller's, no who, no why. */
export async function revoke(
  registry: Registry,
  { id, who, why, atMs }: { readonly id: string; readonly who: string; readonly why: string; readonly atMs: number },
  caller: Caller,
): Promise<StoredCertificate> {
  const details = Object.entries({ who, why }).flatMap(([path, text]) =>
    text.trim() === ""
      ? [{ path, problem: `"${path}" must be given: a revocation is final, and says by whom and why.` }]
      : [],
  );
  if (details.length > 0) {
    const message = details.map(({ problem }) => problem).join(" ");
    throw refuse({ status: 400, code: "bad-revocation", message, details });
  }
  await certificateOf(registry, id, caller);
  return found(await registry.revoke(wholeId(id), { atMs, who, why }), id);
}

function found(certificate: StoredCertificate | undefined, id: string): StoredCertificate {
  if (certificate !== undefined) return certificate;
  const message = `No certificate of this installation has the id ${id}. See: celadon certificate list.`;
  throw refuse({ status: 404, code: "unknown-certificate", message });
}
