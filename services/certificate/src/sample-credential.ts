import { claimsOf, internalScheme, issuable } from "@celadon/footprint-to-certificate";
import { Footprint } from "@celadon/proto";

interface Wishes {
  /** Of product, factory, stages and issuer. */
  readonly name?: string;
  /** How many stages, factor rows and gaps. */
  readonly count?: number;
}

/** For tests: a credential whose signature is not looked at, for 2025 in Shanghai. */
export function sampleCredential({ name = "牛皮鞋面革", count = 3 }: Wishes = {}): string {
  const parts = Array.from({ length: count }, (_, i) => ({ name: `${name} ${i}`, amount: "1", share: "" }));
  const factor = { gas: "CO2e", value: "0.5777", unit: "kgCO2e", perUnit: "kWh", document: name, locator: "table 1" };
  const footprint = Footprint.fromPartial({
    id: "83094d1a-69c7-57fc-8363-5b4df55235b5",
    factory: "tannery",
    product: "leather",
    productName: name,
    fromMs: 1_735_660_800_000n,
    toMs: 1_767_196_800_000n,
    timeZone: "Asia/Shanghai",
    status: "complete",
    declaredAmount: "1",
    declaredUnit: "m2",
    boundary: "cradle-to-gate",
    gwpSet: "AR6",
    total: String(count),
    absolute: String(count * 100),
    produced: "100",
    byProcess: parts,
    byGas: parts,
    byScope: parts,
    byStage: parts,
    measuredShare: "1",
    estimatedShare: "0",
    missingShare: "0",
    placeholderShare: "0",
    gaps: parts.map((part) => ({ kind: "missing-time", where: part.name, reason: name, excused: true })),
    gwps: parts.map((_, i) => ({ ...factor, id: `row-${i}` })),
  });
  const issuer = { id: "did:web:tannery.example", name, simulated: false };
  const outcome = issuable(footprint, { isCurrent: true, supersededBy: "", issuer, scheme: internalScheme });
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  const dates = { validFromMs: 1_780_243_200_000, validUntilMs: 1_811_779_200_000 };
  const factoryName = { en: name, zh: name };
  const claims = claimsOf(outcome.value, { issuer, ...dates, replaces: "", scheme: internalScheme, factoryName });
  return `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.AA`;
}
