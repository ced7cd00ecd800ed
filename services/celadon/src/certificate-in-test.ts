import { openIssuer } from "@celadon/certificate";
import { claimsOf, internalScheme, issuable, issuerDocument } from "@celadon/footprint-to-certificate";
import { Footprint } from "@celadon/proto";

const dayMs = 86_400_000;

/** For tests: a certificate of a month ago, signed in a folder, and the document of its issuer with a list as old as wished. */
export async function certificateInTest(folder: string, nowMs: number) {
  const { current, sign } = await openIssuer(folder);
  const issuer = current();
  const parts = [{ name: "all", amount: "120" }];
  const footprint = Footprint.fromPartial({
    ...{ id: "83094d1a-69c7-57fc-8363-5b4df55235b5", factory: "mill", product: "paper", status: "complete" },
    ...{ fromMs: 1_735_660_800_000n, toMs: 1_767_196_800_000n, timeZone: "Asia/Shanghai", boundary: "gate-to-gate" },
    ...{ declaredAmount: "1", declaredUnit: "t", total: "120", absolute: "12000", produced: "100" },
    ...{ byProcess: parts, byGas: parts, byScope: parts, byStage: parts, placeholderShare: "0" },
  });
  const outcome = issuable(footprint, { isCurrent: true, supersededBy: "", issuer, scheme: internalScheme });
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  const claims = claimsOf(outcome.value, {
    ...{ issuer, scheme: internalScheme, replaces: "", factoryName: { en: "", zh: "" } },
    ...{ validFromMs: nowMs - 30 * dayMs, validUntilMs: nowMs + 300 * dayMs },
  });
  const documentOf = (ageDays: number): string =>
    JSON.stringify(issuerDocument(issuer, { asOfMs: nowMs - ageDays * dayMs, revoked: [] }));
  return { id: claims.id, credential: await sign(claims), documentOf };
}
