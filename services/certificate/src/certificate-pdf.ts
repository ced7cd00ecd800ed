import { readInstant, sha256Hex } from "@celadon/quantity";
import { claimsIn } from "./claims-in.ts";
import { drawAnnex } from "./pdf/draw-annex.ts";
import { drawFront } from "./pdf/draw-front.ts";
import { numberPages } from "./pdf/number-pages.ts";
import { openSheet } from "./pdf/sheet.ts";
import { stampsOf } from "./pdf/stamps-of.ts";
import type { StoredCertificate } from "./registry.ts";

/**
 * A certificate as A4 pages in Chinese and English, to print and to send: the figure first, then what it rests on. The same
 * certificate in the same state gives the same bytes. It is a copy: what counts is the credential, whose hash is in the QR code.
 */
export function certificatePdf(certificate: Pick<StoredCertificate, "credential" | "revocation">): Promise<Buffer> {
  const claims = claimsIn(certificate.credential);
  const { claim, product } = claims.credentialSubject;
  const sheet = openSheet({
    title: `${claim.zh}声明 ${product.name.zh} ${product.name.en}`.trim(),
    author: claims.issuer.name,
    createdMs: readInstant(claims.validFrom) as number, // as claimsOf wrote it
  });
  const stamps = stampsOf(claims, certificate.revocation !== undefined);
  const sealed = { claims, digest: sha256Hex(certificate.credential), stamps };
  drawFront(sheet, sealed);
  drawAnnex(sheet, sealed);
  numberPages(sheet);
  return sheet.bytes();
}
