import { claimsOf, internalScheme, issuable } from "@celadon/footprint-to-certificate";
import { Footprint } from "@celadon/proto";

interface Wishes {
  /** Of product, factory, stages and issuer. */
  readonly name?: string;
  /** How many stages, factor rows and gaps. */
  readonly count?: number;
  /** How many placeholders, of lines of their own, each of an even share of the figure. */
  readonly placeholders?: number;
}

/** For tests: a credential whose signature is not looked at, for 2025 in Shanghai. */
export function sampleCredential({ name = "牛皮鞋面革", count = 3, placeholders = 0 }: Wishes = {}): string {
  const parts = Array.from({ length: count }, (_, i) => ({ name: `${name} ${i}`, amount: "1", share: "" }));
  const factor = { gas: "CO2e", value: "0.5777", unit: "kgCO2e", perUnit: "kWh", document: name, locator: "table 1" };
  const shares = [
    { product: "leather", share: "0.8" },
    { product: "split", share: "0.2" },
  ];
  const recalled = Array.from({ length: placeholders }, (_, i) => ({
    ...{ id: `line-${i}`, process: "tanning", flow: "dye", activity: i === 0 ? "farm/hide/en-16887" : "" },
    factors: [{ ...factor, id: `placeholder-${i}`, confidence: "recalled", marks: ["placeholder: from memory"] }],
  }));
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
    contributions: recalled.map(({ id }) => ({ line: id, amount: "1" })),
    inventory: {
      lines: recalled,
      products: [
        {
          product: "leather",
          process: "tanning",
          group: "finished leather",
          keys: [{ name: "animal", value: "bovine" }],
        },
      ],
      processes: [{ id: "tanning", outputs: [{ product: "leather" }], allocation: { method: "mass", shares } }],
    },
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
