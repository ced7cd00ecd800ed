import {
  type Certificate,
  CertificateServiceDefinition,
  CheckResult,
  FootprintServiceDefinition,
} from "@celadon/proto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, type Refused } from "../journey/ask.ts";
import { sent } from "../journey/mill.ts";
import { certifiedYear, dayLine, footprintOfYear } from "./certified-year.ts";
import { errorOf } from "./error-of.ts";
import { celadonProcess } from "./process.ts";

let celadon: Awaited<ReturnType<typeof celadonProcess>>;
let footprint = "";
beforeAll(async () => {
  celadon = await celadonProcess();
  footprint = await certifiedYear(celadon.url);
}, 120_000);
afterAll(() => celadon[Symbol.asyncDispose]());

const certificates = () => celadon.clients.create(CertificateServiceDefinition, 10_000);
const request = async (more = {}): Promise<Certificate> => {
  const { certificate } = await certificates().requestCertificate({ footprint, ...more });
  if (certificate === undefined) throw new Error("The answer has no certificate.");
  return certificate;
};
const failedChecks = async (credential: string, more = {}) =>
  (await certificates().verifyCertificate({ credential, ...more })).checks
    .filter(({ result }) => result === CheckResult.CHECK_RESULT_INVALID)
    .map(({ name }) => name);

test("a complete year gets a certificate, the same again when asked again, with dates or without", async () => {
  const one = await request();
  expect(one).toMatchObject({ footprint, factory: "mill", product: "paper", supersededBy: "", revocation: undefined });
  expect(await request()).toEqual(one);
  const dates = { validFromMs: one.validFromMs, validUntilMs: one.validUntilMs };
  expect((await request(dates)).credential).toBe(one.credential);
  expect((await certificates().getCertificate({ id: one.id })).certificate).toEqual(one);
});

test("it is valid, and HTTP gives the same bytes, the same verdict, and pages to print", async () => {
  const { id, credential } = await request();
  const { result, checks } = await certificates().verifyCertificate({ credential });
  expect(checks.filter((check) => check.result !== CheckResult.CHECK_RESULT_VALID)).toEqual([]);
  expect(result).toBe(CheckResult.CHECK_RESULT_VALID);
  const over = await ask(`${celadon.url}/v1/certificates/${id}`);
  expect([over.body, over.headers["content-type"]]).toEqual([
    credential,
    expect.stringContaining("application/vc+jwt"),
  ]);
  const { body } = await ask<{ result: string; claims: { credentialSubject: { factory: unknown } } }>(
    `${celadon.url}/v1/certificates/verify`,
    { body: credential },
  );
  expect(body.result).toBe("valid");
  expect(body.claims.credentialSubject.factory).toEqual({ id: "mill", name: { en: "River mill", zh: "江边造纸厂" } });
  const pdf = await ask<string>(`${celadon.url}/v1/certificates/${id}.pdf`);
  expect(pdf.headers["content-type"]).toBe("application/pdf");
  expect(pdf.body.slice(0, 5)).toBe("%PDF-");
});

test("one changed letter, or an issuer that is not trusted, is an invalid answer and no error", async () => {
  const { credential } = await request();
  expect(await failedChecks(credential.replace(/.$/, (last) => (last === "A" ? "Q" : "A")))).not.toEqual([]);
  expect(await failedChecks(credential, { trustedIssuers: ["did:web:other.example"] })).toEqual(["trust"]);
  expect(await failedChecks("nonsense")).toEqual(["encoding"]);
});

test("one that replaces another is named by it", async () => {
  const first = await request({ validUntilMs: BigInt(Date.now() + 40 * 86_400_000) });
  const second = await request({ replaces: first.id, validUntilMs: BigInt(Date.now() + 41 * 86_400_000) });
  expect((await certificates().getCertificate({ id: first.id })).certificate?.supersededBy).toBe(second.id);
});

test("revoked is final: it keeps its first reason, fails its check, and the issuer document names it", async () => {
  const { id, credential } = await request({ validUntilMs: BigInt(Date.now() + 50 * 86_400_000) });
  const revoked = await certificates().revokeCertificate({ id, who: "Li", why: "wrong figure" });
  const again = await certificates().revokeCertificate({ id, who: "Wang", why: "another" });
  expect(revoked.certificate?.revocation).toMatchObject({ who: "Li", why: "wrong figure" });
  expect(again).toEqual(revoked);
  expect(await failedChecks(credential)).toEqual(["status"]);
  const { body } = await ask<{ revocations: { revoked: { id: string }[] } }>(`${celadon.url}/v1/issuer`);
  expect(body.revocations.revoked).toEqual([expect.objectContaining({ id, why: "wrong figure" })]);
});

test.each([
  ["NOT_FOUND", "unknown-footprint", () => certificates().requestCertificate({ footprint: "no" })],
  ["NOT_FOUND", "unknown-certificate", () => certificates().getCertificate({ id: "no" })],
  ["NOT_FOUND", "unknown-certificate", () => certificates().revokeCertificate({ id: "no", who: "Li", why: "x" })],
  ["NOT_FOUND", "unknown-certificate", () => certificates().requestCertificate({ footprint, replaces: "no" })],
  ["INVALID_ARGUMENT", "bad-revocation", () => certificates().revokeCertificate({ id: "no", who: "", why: " " })],
  ["INVALID_ARGUMENT", "bad-validity", () => certificates().requestCertificate({ footprint, validUntilMs: 1n })],
  ["RESOURCE_EXHAUSTED", "too-large", () => certificates().verifyCertificate({ credential: "a".repeat(1_048_577) })],
])("%s %s", async (code, reason, call) => {
  expect(await errorOf(call())).toMatchObject({ code, reason });
});

test("two months, a superseded year, and a year that is illustrative where the issuer is real: refused, each with its fix", async () => {
  const at = (text: string): bigint => BigInt(Date.parse(text));
  const twoMonths = { fromMs: at("2025-01-01T00:00:00+08:00"), toMs: at("2025-03-01T00:00:00+08:00") };
  const compute = celadon.clients.create(FootprintServiceDefinition, 20_000);
  const { footprints } = await compute.computeFootprints({ factory: "mill", ...twoMonths });
  const months = await errorOf(certificates().requestCertificate({ footprint: footprints[0]?.id ?? "" }));
  expect(months).toMatchObject({ code: "FAILED_PRECONDITION", reason: "not-issuable" });
  expect(months.message).toContain("is not twelve months");

  await sent(celadon.url, dayLine("kwh", 9, 41, 1));
  await expect.poll(() => footprintOfYear(celadon.url), { timeout: 30_000 }).not.toBe(footprint);
  const newer = await footprintOfYear(celadon.url);
  const old = await ask<Refused>(`${celadon.url}/v1/certificates`, { body: JSON.stringify({ footprint }) });
  expect(old.status).toBe(409);
  expect(old.body.error.message).toContain(`certify ${newer}`);

  footprint = await certifiedYear(celadon.url, "illustrative: true");
  const byDemo = await request();
  const named = await ask<{ id: string; simulated: boolean }>(`${celadon.url}/v1/issuer`, {
    body: JSON.stringify({ name: "River mill Ltd" }),
  });
  expect(named.body.simulated).toBe(false);
  const real = await errorOf(certificates().requestCertificate({ footprint }));
  expect(real.message).toContain('It is illustrative, and "River mill Ltd" is a real issuer');
  const before = await ask<{ id: string }>(`${celadon.url}/v1/issuer?of=${byDemo.id}`);
  expect([before.body.id, named.body.id !== byDemo.issuer]).toEqual([byDemo.issuer, true]);
  expect((await ask<Refused>(`${celadon.url}/v1/issuer?of=a&of=b`)).status).toBe(400);
  expect(await failedChecks(byDemo.credential), "who the installation was before is still trusted").toEqual([]);
}, 120_000);
