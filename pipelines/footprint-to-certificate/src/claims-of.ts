import type { Footprint, Part } from "@celadon/proto";
import { localText } from "@celadon/quantity";
import { certificateId } from "./certificate-id.ts";
import { choicesOf } from "./choices-of.ts";
import type { Claims } from "./claims.ts";
import { factorClaims } from "./factor-claims.ts";
import type { IssuableFootprint } from "./issuable.ts";
import type { Issuance } from "./issuance.ts";
import { limits } from "./limits.ts";

/** A Verifiable Credential must map every term or say that it does not: Celadon's terms are defined in its README only. */
const contexts = [
  "https://www.w3.org/ns/credentials/v2",
  "https://www.w3.org/ns/credentials/undefined-terms/v2",
] as const;

/** A footprint that ends at the gate is a partial one, and is called so (ISO 14067, GB/T 24067). */
const partial = ["cradle-to-gate", "gate-to-gate"];

/**
 * What a certificate says of a footprint: the credential's payload. The same footprint and issuance give the same claims, and by
 * `canonicalJson` the same bytes. Figures are copied as the footprint has them, never rounded again.
 */
export function claimsOf(footprint: IssuableFootprint, issuance: Issuance): Claims {
  const { issuer, validFromMs, validUntilMs, scheme, factoryName } = issuance;
  const { timeZone, inventory } = footprint;
  const at = localTexts(timeZone);
  const isPartial = partial.includes(footprint.boundary);
  return {
    "@context": contexts,
    id: certificateId(footprint.id, issuance),
    type: ["VerifiableCredential", "ProductCarbonFootprintCertificate"],
    issuer: { id: issuer.id, name: issuer.name, simulated: issuer.simulated },
    validFrom: at(validFromMs),
    validUntil: at(validUntilMs),
    credentialSubject: {
      id: `urn:uuid:${footprint.id}`,
      type: ["ProductCarbonFootprint", ...(isPartial ? ["PartialProductCarbonFootprint"] : [])],
      claim: isPartial
        ? { en: "Partial carbon footprint of a product", zh: "部分产品碳足迹" }
        : { en: "Carbon footprint of a product", zh: "产品碳足迹" },
      attestation: { assessorLevel: "Self", attestationType: "declaration" },
      factory: { id: footprint.factory, name: factoryName },
      product: { id: footprint.product, ...declaredOf(footprint) },
      footprint: { id: footprint.id, replacesCertificate: issuance.replaces },
      declaredUnit: { amount: footprint.declaredAmount, unit: footprint.declaredUnit },
      boundary: footprint.boundary,
      period: { from: at(footprint.fromMs), to: at(footprint.toMs), timeZone },
      figures: {
        totalKgCo2e: footprint.total,
        absoluteKgCo2e: footprint.absolute,
        produced: footprint.produced,
        biogenicKgCo2: footprint.biogenic ?? null,
      },
      parts: {
        stage: partsOf(footprint.byStage),
        scope: partsOf(footprint.byScope),
        gas: partsOf(footprint.byGas),
        process: partsOf(footprint.byProcess),
      },
      quality: {
        measuredShare: shareOf(footprint.measuredShare),
        estimatedShare: shareOf(footprint.estimatedShare),
        missingShare: shareOf(footprint.missingShare),
        primaryDataShare: footprint.primaryDataShare ?? null,
        placeholderShare: footprint.placeholderShare,
        marks: [...new Set([...footprint.marks, ...(issuer.simulated ? ["simulated issuer"] : [])])].sort(),
        gaps: footprint.gaps.map(({ kind, where, reason }) => ({ kind, where, reason })),
      },
      rules: {
        method: footprint.method,
        follows: ["ISO 14067:2018", "GB/T 24067-2024"],
        gwpSet: footprint.gwpSet,
        scheme: { id: scheme.id, placeholderShareMax: scheme.placeholderShareMax },
        choices: choicesOf(footprint),
      },
      provenance: {
        models: (inventory?.models ?? []).map(({ hash, fromMs }) => ({ hash, from: at(fromMs) })),
        factorRelease: footprint.factorRelease,
        activityDigest: footprint.activityDigest,
      },
      factors: factorClaims(footprint),
      limits,
    },
  };
}

/** Instants on one clock; each is written once, because the clock of a zone is slow to ask. */
function localTexts(timeZone: string): (ms: bigint | number) => string {
  const written = new Map<number, string>();
  return (ms) => {
    const text = written.get(Number(ms)) ?? localText(Number(ms), timeZone);
    written.set(Number(ms), text);
    return text;
  };
}

const partsOf = (parts: readonly Part[]): Claims["credentialSubject"]["parts"]["stage"] =>
  parts.map(({ name, amount }) => ({ name, kgCo2e: amount }));

const shareOf = (text: string): string | null => (text === "" ? null : text);

type Product = Claims["credentialSubject"]["product"];

/** Names, and what else of it peers must share: animal, thickness, tannage. */
function declaredOf({ product, productName: en, inventory }: Footprint): Omit<Product, "id"> {
  const declared = inventory?.products.find((one) => one.product === product);
  if (declared === undefined) return { name: { en, zh: "" }, specification: { group: "", keys: [] } };
  const { nameZh: zh, group, keys } = declared;
  return { name: { en, zh }, specification: { group, keys: keys.map(({ name, value }) => ({ name, value })) } };
}
