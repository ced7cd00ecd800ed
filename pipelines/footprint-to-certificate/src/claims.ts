import type { Shaped } from "./shape.ts";

const part = { members: { name: "text", kgCo2e: "amount" } } as const;
const name = { members: { en: "text", zh: "text" } } as const;

/**
 * The credential's form: a Verifiable Credential 2.0 whose subject is one footprint. Every figure is decimal text. What certificates
 * did not say from the beginning is `maybe`: an older one stays a certificate.
 */
export const claimsShape = {
  members: {
    "@context": { list: "text" },
    id: "text",
    type: { list: "text" },
    issuer: { members: { id: "text", name: "text", simulated: "flag" } },
    validFrom: "instant",
    validUntil: "instant",
    credentialSubject: {
      members: {
        id: "text",
        type: { list: "text" },
        claim: name,
        attestation: { members: { assessorLevel: "text", attestationType: "text" } },
        factory: { members: { id: "text", name } },
        product: {
          members: {
            id: "text",
            name,
            /** Among what it may be compared: its group (empty: nothing), and what else peers must share. */
            specification: {
              maybe: { members: { group: "text", keys: { list: { members: { name: "text", value: "text" } } } } },
            },
          },
        },
        footprint: { members: { id: "text", replacesCertificate: "text" } },
        declaredUnit: { members: { amount: "amount", unit: "text" } },
        boundary: "text",
        period: { members: { from: "instant", to: "instant", timeZone: "time zone" } },
        figures: {
          members: {
            /** Per declared unit; biogenic CO2 is not in it. */
            totalKgCo2e: "amount",
            /** Of the whole period. */
            absoluteKgCo2e: "amount",
            /** In the declared unit. */
            produced: "amount",
            /** Beside the total, per declared unit; null: none. */
            biogenicKgCo2: "amount or null",
          },
        },
        parts: {
          members: { stage: { list: part }, scope: { list: part }, gas: { list: part }, process: { list: part } },
        },
        quality: {
          members: {
            /** Of the needed channel time; null, all three, where nothing metered is needed. */
            measuredShare: "amount or null",
            estimatedShare: "amount or null",
            missingShare: "amount or null",
            primaryDataShare: "amount or null",
            placeholderShare: "amount",
            marks: { list: "text" },
            gaps: { list: { members: { kind: "text", where: "text", reason: "text" } } },
          },
        },
        rules: {
          members: {
            method: "text",
            follows: { list: "text" },
            gwpSet: "text",
            scheme: { members: { id: "text", placeholderShareMax: "amount" } },
            choices: {
              maybe: {
                list: {
                  members: {
                    /** "farm rule", "allocation" or "factor". */
                    kind: "text",
                    where: "text",
                    chosen: "text",
                    shares: { list: { members: { product: "text", share: "amount" } } },
                  },
                },
              },
            },
          },
        },
        provenance: {
          members: {
            models: { list: { members: { hash: "text", from: "instant" } } },
            factorRelease: "text",
            activityDigest: "text",
          },
        },
        factors: {
          list: {
            members: {
              id: "text",
              gas: "text",
              value: "amount",
              unit: "text",
              document: "text",
              edition: "text",
              locator: "text",
              marks: { list: "text" },
              /** Of the figure, that rests on this row; shares overlap. Null: a warming potential, or nothing to take a part of. */
              share: { maybe: "amount or null" },
            },
          },
        },
        limits: { list: name },
      },
    },
  },
} as const;

/** What a certificate says: the payload that is signed. */
export type Claims = Shaped<typeof claimsShape>;
