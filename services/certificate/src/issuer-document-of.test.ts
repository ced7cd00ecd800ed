import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { issuerDocument, readIssuer } from "@celadon/footprint-to-certificate";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openIssuer } from "./issuer.ts";
import { issuerDocumentOf } from "./issuer-document-of.ts";
import type { Registry, StoredCertificate } from "./registry.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "celadon-issuer-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nowMs = 1_780_243_200_000;
const certificateBy = (issuer: string, name: string): StoredCertificate => ({
  ...{ id: `urn:uuid:${name}`, footprint: "f", factory: "mill", product: "paper", issuer, replaces: "" },
  ...{ validFromMs: 0, validUntilMs: nowMs, issuedMs: 0, credential: "a.b.c", supersededBy: "" },
  revocation: name === "old" ? { atMs: 1_000, who: "Li", why: "wrong figure" } : undefined,
});
/** Only what is asked here. */
const registryOf = (all: readonly StoredCertificate[]): Pick<Registry, "list" | "get"> => ({
  list: async () => all,
  get: async (id) => all.find((one) => one.id === id),
});
const everybody = { factories: "all" } as const;

test("a certificate of before the issuer was named gets the document of who signed it, with what is revoked by now", async () => {
  const issuer = await openIssuer(folder);
  const demo = issuer.current();
  const named = await issuer.rename("Mill Ltd", undefined);
  const registry = registryOf([certificateBy(demo.id, "old"), certificateBy(named.id, "new")]);
  const ports = { issuer, registry, now: () => nowMs };
  const revocations = { asOfMs: nowMs, revoked: [{ id: "urn:uuid:old", atMs: 1_000, why: "wrong figure" }] };
  for (const id of ["urn:uuid:old", "old"]) {
    expect(await issuerDocumentOf(ports, id, everybody)).toEqual(issuerDocument(demo, revocations));
  }
  expect(await issuerDocumentOf(ports, "new", everybody)).toEqual(issuerDocument(named, revocations));
  expect(await issuerDocumentOf(ports, undefined, everybody)).toEqual(issuerDocument(named, revocations));
  expect(readIssuer(await issuerDocumentOf(ports, "old", everybody))).toMatchObject({ kind: "accept" });
});

test("an id nobody knows, one of another factory, and one whose key is gone are refused", async () => {
  const issuer = await openIssuer(folder);
  const ports = { issuer, registry: registryOf([certificateBy("did:web:lost", "old")]), now: () => nowMs };
  await expect(issuerDocumentOf(ports, "none", everybody)).rejects.toThrow("No certificate of this installation");
  await expect(issuerDocumentOf(ports, "old", { factories: ["tannery"] })).rejects.toThrow("No certificate of this");
  await expect(issuerDocumentOf(ports, "old", everybody)).rejects.toThrow("did:web:lost signed it");
});
