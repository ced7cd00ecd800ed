import { createPrivateKey, generateKeyPairSync, sign, verify as verifyBare } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openIssuer } from "@celadon/certificate";
import { verifying } from "@celadon/certificate/verifying";
import { claimsOf, internalScheme, issuable, verify } from "@celadon/footprint-to-certificate";
import { Footprint } from "@celadon/proto";
import { atMost, type Figure } from "./figure.ts";

const rounds = 15;

/**
 * Issuing a certificate from its footprint and checking it, against nothing but the two Ed25519 operations of Node on the same
 * bytes. The store is in neither: a certificate is one row.
 */
export async function certificate(scale: number): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "celadon-bench-"));
  try {
    const issuer = await openIssuer(join(folder, "issuer"));
    const times = await measured(issuer, Math.max(20, Math.round(400 * scale)));
    return atMost(3, {
      name: "certificate",
      ours: times.issue + times.verify,
      reference: times.sign + times.bare,
      unit: "us",
      details: { issueRatio: times.issue / times.sign, verifyRatio: times.verify / times.bare, bytes: times.bytes },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(issuer: Awaited<ReturnType<typeof openIssuer>>, count: number) {
  const present = issuer.current();
  const validFromMs = 1_780_243_200_000;
  const issuance = {
    issuer: present,
    validFromMs,
    validUntilMs: validFromMs + 31_536_000_000,
    replaces: "",
    scheme: internalScheme,
    factoryName: { en: "River mill", zh: "江边造纸厂" },
  };
  const footprint = yearOf();
  const issue = async (): Promise<string> => {
    const outcome = issuable(footprint, { isCurrent: true, supersededBy: "", issuer: present, scheme: internalScheme });
    if (outcome.kind !== "accept") throw new Error(outcome.evidence);
    return issuer.sign(claimsOf(outcome.value, issuance));
  };
  const credential = await issue();
  const revocations = { asOfMs: validFromMs, revoked: [] };
  const verifier = { issuers: [present], nowMs: validFromMs, revocations, ...verifying };
  const check = async (): Promise<void> => {
    if ((await verify(credential, verifier)).result !== "valid") throw new Error("A good certificate is not valid.");
  };
  // The same bytes under a key of Node's own.
  const pair = generateKeyPairSync("ed25519");
  const [secret, known] = [createPrivateKey(pair.privateKey.export({ type: "pkcs8", format: "pem" })), pair.publicKey];
  const bytes = Buffer.from(credential.slice(0, credential.lastIndexOf(".")));
  const signature = sign(null, bytes, secret);
  const found = { issue: [] as number[], verify: [] as number[], sign: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    found.sign.push(await microsOf(count, () => sign(null, bytes, secret)));
    found.issue.push(await microsOf(count, issue));
    found.bare.push(await microsOf(count, () => verifyBare(null, bytes, known, signature)));
    found.verify.push(await microsOf(count, check));
  }
  return {
    issue: Math.min(...found.issue),
    verify: Math.min(...found.verify),
    sign: Math.min(...found.sign),
    bare: Math.min(...found.bare),
    bytes: bytes.length,
  };
}

async function microsOf(count: number, work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  for (let i = 0; i < count; i++) await work();
  return ((performance.now() - startedAt) * 1000) / count;
}

/** A footprint as a plant of thirty lines has it. */
function yearOf(): Footprint {
  const names = Array.from({ length: 30 }, (_, i) => `process/flow-${i}`);
  const parts = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ name: `part ${i}`, amount: String(120 / count) }));
  const factorOf = (i: number) => ({
    id: `row-${i % 15}`,
    gas: "CO2e",
    value: "0.5777",
    unit: "kgCO2e",
    perUnit: "kWh",
    document: "Announcement on carbon footprint factors of electricity",
    edition: "2024",
    locator: "Table 1",
  });
  return Footprint.fromPartial({
    id: "83094d1a-69c7-57fc-8363-5b4df55235b5",
    factory: "mill",
    product: "paper",
    productName: "Kraft paper",
    fromMs: 1_735_660_800_000n,
    toMs: 1_767_196_800_000n,
    timeZone: "Asia/Shanghai",
    status: "complete",
    declaredAmount: "1",
    declaredUnit: "t",
    boundary: "gate-to-gate",
    gwpSet: "AR6",
    total: "120",
    absolute: "12000",
    produced: "100",
    byProcess: parts(8),
    byGas: parts(3),
    byScope: parts(3),
    byStage: parts(4),
    contributions: names.map((line) => ({ line, amount: "4" })),
    measuredShare: "1",
    estimatedShare: "0",
    missingShare: "0",
    primaryDataShare: "0.9",
    placeholderShare: "0",
    inventory: { lines: names.map((id, i) => ({ id, factors: [factorOf(i)] })) },
  });
}
