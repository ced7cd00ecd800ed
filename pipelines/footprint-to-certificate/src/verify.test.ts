import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify as verifyEd25519,
} from "node:crypto";
import { canonicalJson } from "@celadon/quantity";
import fc from "fast-check";
import { expect, test } from "vitest";
import { claimsOf } from "./claims-of.ts";
import { headerOf } from "./header.ts";
import { issuerDocument, type PublicKey, readIssuer, type TrustedIssuer } from "./issuer-document.ts";
import { sampleIssuable } from "./sample-issuable.ts";
import { sampleIssuance } from "./sample-issuance.ts";
import { type Verifier, verify } from "./verify.ts";

// RFC 8037, appendix A: the key of A.1, and the signature of A.4 over the signing input there.
const jwk = {
  kty: "OKP",
  crv: "Ed25519",
  d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
  x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
};
const key = createPrivateKey({ key: jwk, format: "jwk" });
const { d: _secret, ...publicKey } = jwk;

const kid = `${sampleIssuance.issuer.id}#key-1`;
const issuer: TrustedIssuer = { ...sampleIssuance.issuer, keys: new Map([[kid, publicKey]]) };
const base64url = (text: string): string => Buffer.from(text).toString("base64url");

const signed = (header: string, payload: string, by: KeyObject = key): string => {
  const input = `${base64url(header)}.${base64url(payload)}`;
  return `${input}.${sign(null, Buffer.from(input), by).toString("base64url")}`;
};
const claims = claimsOf(sampleIssuable(), sampleIssuance);
const header = canonicalJson({ ...headerOf(kid) });
const payload = canonicalJson(claims);
const credential = signed(header, payload);

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const verifier: Verifier = {
  issuers: [issuer],
  nowMs: sampleIssuance.validFromMs,
  revocations: { asOfMs: sampleIssuance.validFromMs, revoked: [] },
  text: (bytes) => {
    try {
      return utf8.decode(bytes);
    } catch {
      return undefined;
    }
  },
  verifySignature: async (text, publicJwk: PublicKey) => {
    const end = text.lastIndexOf(".");
    const of = createPublicKey({ key: { ...publicJwk }, format: "jwk" });
    return verifyEd25519(null, Buffer.from(text.slice(0, end)), of, Buffer.from(text.slice(end + 1), "base64url"));
  },
};
const failedBy = async (text: string, more: Partial<Verifier> = {}): Promise<readonly string[]> => {
  const { result, checks } = await verify(text, { ...verifier, ...more });
  expect(result).not.toBe("valid");
  return checks.filter((check) => check.result === "invalid").map(({ name }) => name);
};

test("the signature path gives the signature of RFC 8037, A.4", () => {
  const input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
  expect(sign(null, Buffer.from(input), key).toString("base64url")).toBe(
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
  );
});

test("a certificate is valid by every check", async () => {
  const { result, checks, claims: read } = await verify(credential, verifier);
  expect(checks.filter((check) => check.result !== "valid")).toEqual([]);
  expect(result).toBe("valid");
  expect(read).toEqual(claims);
  expect(checks.map(({ name }) => name)).toEqual([
    "encoding",
    "envelope",
    "issuer-key",
    "signature",
    "form",
    "dates",
    "status",
    "figures",
    "trust",
  ]);
});

test("every byte, changed, fails a check: to its neighbour, to a blank, to nothing", async () => {
  for (let i = 0; i < credential.length; i++) {
    const changed = String.fromCharCode(credential.charCodeAt(i) ^ 1);
    for (const letter of [changed, " ", ""]) {
      const text = credential.slice(0, i) + letter + credential.slice(i + 1);
      const { result, checks } = await verify(text, verifier);
      expect(result, `byte ${i}`).toBe("invalid");
      expect(checks.some((check) => check.result === "invalid" && check.evidence !== "")).toBe(true);
    }
  }
}, 120_000);

test("any text is answered, and none but the certificate is valid", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.tuple(fc.json(), fc.json()).map(([a, b]) => signed(a, b)),
      ),
      async (text) => {
        expect((await verify(text, verifier)).result).toBe("invalid");
      },
    ),
  );
  const deep = "[".repeat(300_000) + "]".repeat(300_000);
  expect(await failedBy(signed(header, deep))).toEqual(["encoding"]);
  expect(await failedBy("a".repeat(1_048_577))).toEqual(["encoding"]);
});

const twin = (text: string): string => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1) ?? "") ^ 1];
};
test("the same bytes written in another way fail, though the signature decodes to the same", async () => {
  expect(Buffer.from(twin(credential), "base64url")).toEqual(Buffer.from(credential, "base64url"));
  expect(await failedBy(twin(credential))).toEqual(["encoding"]);
  expect(await failedBy(`${credential}\n`)).toEqual(["encoding"]);
  expect(await failedBy(`${credential}==`)).toEqual(["encoding"]);
});

test("a line end behind it, and the printed copy, are told in a sentence of their own", async () => {
  const encodingOf = async (text: string) => (await verify(text, verifier)).checks[0]?.evidence;
  expect(await encodingOf(`${credential}\r\n`)).toContain("It has blanks or line ends, before it, behind it or in it");
  expect(await encodingOf("%PDF-1.3\n")).toContain("the file to check is the credential (.vc)");
});

test.each([
  ["blanks", header, payload.replace('":', '": ')],
  ["another order in the payload", header, payload.replace(/^\{("@context":.*?\]),(.*)\}$/s, "{$2,$1}")],
  ["another order in the header", header.replace(/^\{("alg":"EdDSA"),(.*)\}$/, "{$2,$1}"), payload],
  ["a member twice", header, payload.replace(/\}$/, ',"validUntil":"2099-01-01T00:00:00Z"}')],
  ["a bare number", header, payload.replace('"totalKgCo2e":"8"', '"totalKgCo2e":8.5')],
  ["escapes", header, payload.replace("South", "\\u0053outh")],
])("%s: not canonical, even if the issuer signed it", async (_, head, body) => {
  expect([head, body]).not.toEqual([header, payload]);
  expect(await failedBy(signed(head, body))).toEqual(["encoding"]);
});

const stranger = generateKeyPairSync("ed25519");
test("signed by a stranger under the issuer's name: the signature fails", async () => {
  expect(await failedBy(signed(header, payload, stranger.privateKey))).toEqual(["signature"]);
});

test("an unknown issuer fails, and so does one that a certificate brings along with its own key", async () => {
  expect(await failedBy(credential, { issuers: [] })).toEqual(["trust"]);
  const own = stranger.publicKey.export({ format: "jwk" });
  const withKey = canonicalJson({ ...headerOf(kid), jwk: { kty: own.kty ?? "", crv: own.crv ?? "", x: own.x ?? "" } });
  expect(await failedBy(signed(withKey, payload, stranger.privateKey))).toEqual(["envelope"]);
  const did = `did:jwk:${base64url(canonicalJson({ crv: own.crv ?? "", kty: own.kty ?? "", x: own.x ?? "" }))}`;
  const inName = canonicalJson({ ...headerOf(`${did}#0`) });
  expect(await failedBy(signed(inName, payload, stranger.privateKey))).toEqual(["trust"]);
});

test("a key that the issuer does not vouch for fails", async () => {
  const other = canonicalJson({ ...headerOf(`${issuer.id}#key-2`) });
  expect(await failedBy(signed(other, payload))).toEqual(["issuer-key"]);
});

test.each([
  [{ alg: "none" }],
  [{ alg: "HS256" }],
  [{ typ: "JWT" }],
  [{ cty: "json" }],
  [{ crit: ["b64"] }],
  [{ kid: "key-1" }],
])("an envelope with %j is of a kind that is not accepted", async (change) => {
  expect(await failedBy(signed(canonicalJson({ ...headerOf(kid), ...change }), payload))).toEqual(["envelope"]);
});

test("the name RFC 9864 gives the algorithm is accepted too", async () => {
  const renamed = signed(canonicalJson({ ...headerOf(kid), alg: "Ed25519" }), payload);
  expect((await verify(renamed, verifier)).result).toBe("valid");
});

test("too early, expired at its very end, revoked: each fails its check, and the other checks still stand", async () => {
  expect(await failedBy(credential, { nowMs: sampleIssuance.validFromMs - 1 })).toEqual(["dates"]);
  expect(await failedBy(credential, { nowMs: sampleIssuance.validUntilMs })).toEqual(["dates"]);
  const revoked = [{ id: claims.id, atMs: sampleIssuance.validFromMs, why: "wrong figure" }];
  expect(await failedBy(credential, { revocations: { asOfMs: verifier.nowMs, revoked } })).toEqual(["status"]);
});

const dayMs = 86_400_000;
const statusAt = async (more: Partial<Verifier>) => {
  const { result, checks } = await verify(credential, { ...verifier, ...more });
  return { result, status: checks.find(({ name }) => name === "status") };
};
const begin = sampleIssuance.validFromMs;
const listOf = (asOfMs: number) => ({ asOfMs, revoked: [] });

test("a list of seven days counts and says of when it is; an older one can not tell what was revoked since", async () => {
  const week = await statusAt({ nowMs: begin + 7 * dayMs, revocations: listOf(begin) });
  expect(week).toMatchObject({ result: "valid", status: { result: "valid" } });
  expect(week.status?.evidence).toBe(
    "The issuer's list of 2026-05-31T16:00:00Z does not name it as revoked; what was revoked later is not in that list.",
  );
  const older = await statusAt({ nowMs: begin + 7 * dayMs + 1, revocations: listOf(begin) });
  expect(older).toMatchObject({ result: "cannot-tell", status: { result: "cannot-tell" } });
  expect(older.status?.evidence).toBe(
    "The issuer's list is of 2026-05-31T16:00:00Z, 7.1 days old, and 7 days are allowed: whether it was revoked since, nobody can tell from it. Get its issuer document again.",
  );
});

test("how old the list may be is the verifier's own policy", async () => {
  const aged = { nowMs: begin + 30 * dayMs, revocations: listOf(begin) };
  expect((await statusAt({ ...aged, listAgeDaysMax: 30 })).result).toBe("valid");
  expect((await statusAt({ ...aged, listAgeDaysMax: 29 })).status?.evidence).toContain("30 days old, and 29 days are");
});

test("a list of before the certificate was valid says nothing of it, however young the list is", async () => {
  const { result, status } = await statusAt({ nowMs: begin + dayMs, revocations: listOf(begin - 1) });
  expect([result, status?.result]).toEqual(["cannot-tell", "cannot-tell"]);
  expect(status?.evidence).toContain("before the certificate began to be valid (2026-06-01T00:00:00+08:00)");
});

test("of a certificate that is not valid yet, a list of now is as new as a list can be", async () => {
  const early = { nowMs: begin - dayMs, revocations: listOf(begin - dayMs) };
  expect((await statusAt(early)).status?.result).toBe("valid");
});

test("a list from the future is not believed; clocks may differ by minutes", async () => {
  const minuteMs = 60_000;
  const ahead = (minutes: number) => statusAt({ nowMs: begin, revocations: listOf(begin + minutes * minuteMs) });
  expect((await ahead(5)).result).toBe("valid");
  const { result, status } = await ahead(6);
  expect([result, status?.result]).toEqual(["cannot-tell", "cannot-tell"]);
  expect(status?.evidence).toContain("2026-05-31T16:06:00Z, and here it is 2026-05-31T16:00:00Z");
});

test("what a list names as revoked is revoked, whatever its age", async () => {
  const revoked = [{ id: claims.id, atMs: begin, why: "wrong figure" }];
  for (const days of [-300, -8, 0, 8, 300]) {
    const { result } = await statusAt({ revocations: { asOfMs: begin + days * dayMs, revoked } });
    expect(result, `${days} days`).toBe("invalid");
  }
});

test("without the issuer's list nobody can tell whether it was revoked, and that is not valid", async () => {
  const { result, checks } = await verify(credential, { ...verifier, revocations: undefined });
  expect(result).toBe("cannot-tell");
  expect(checks.filter((check) => check.result !== "valid").map(({ name }) => name)).toEqual(["status"]);
});

test("an issuer that signs nonsense fails form or figures", async () => {
  const subject = claims.credentialSubject;
  const resigned = (changed: unknown) => signed(header, canonicalJson(changed as typeof claims));
  expect(await failedBy(resigned({ ...claims, type: ["VerifiableCredential"] }))).toEqual(["form"]);
  expect(await failedBy(resigned({ ...claims, issuer: { ...claims.issuer, id: "did:web:other" } }))).toEqual(["form"]);
  expect(await failedBy(resigned({ ...claims, credentialSubject: null }))).toEqual(["form"]);
  const figures = { ...subject.figures, totalKgCo2e: "7" };
  expect(await failedBy(resigned({ ...claims, credentialSubject: { ...subject, figures } }))).toEqual(["figures"]);
});

test("with the footprint at hand the claims are made again: the same, or the first that differs is named", async () => {
  const again = await verify(credential, { ...verifier, footprint: sampleIssuable() });
  expect(again.result).toBe("valid");
  expect(again.checks.map(({ name }) => name)).toContain("recomputed");
  const other = await verify(credential, { ...verifier, footprint: sampleIssuable({ activityDigest: "other" }) });
  expect(other.checks.find(({ name }) => name === "recomputed")?.evidence).toContain('"provenance"');
});

test("a certificate of before rows had shares and choices were said stays valid, and is made again as it was", async () => {
  const { product, rules, factors, ...rest } = claims.credentialSubject;
  const { specification: _specification, ...bare } = product;
  const { choices: _choices, ...rulesThen } = rules;
  const credentialSubject = {
    ...{ ...rest, product: bare, rules: rulesThen },
    factors: factors.map(({ share: _share, ...row }) => row),
  };
  const old = signed(header, canonicalJson({ ...claims, credentialSubject }));
  expect((await verify(old, { ...verifier, footprint: sampleIssuable() })).result).toBe("valid");
  const altered = sampleIssuable({ factorRelease: "other" });
  const { checks } = await verify(old, { ...verifier, footprint: altered });
  expect(checks.find(({ name }) => name === "recomputed")?.result).toBe("invalid");
});

test("a row that more of the figure rests on than there is contradicts itself", async () => {
  const factors = claims.credentialSubject.factors.map((row) => ({ ...row, share: "1.5" }));
  const changed = { ...claims, credentialSubject: { ...claims.credentialSubject, factors } };
  expect(await failedBy(signed(header, canonicalJson(changed)))).toEqual(["figures"]);
});

test("an issuer document is read as it was written; one with a private key or another's key is refused", () => {
  const revocations = { asOfMs: verifier.nowMs, revoked: [{ id: "urn:uuid:1", atMs: 0, why: "wrong product" }] };
  const document = issuerDocument(issuer, revocations);
  expect(readIssuer(document)).toEqual({ kind: "accept", value: { issuer, revocations } });
  const [method] = document.verificationMethod;
  const secret = { ...document, verificationMethod: [{ ...method, publicKeyJwk: jwk }] };
  expect(readIssuer(JSON.parse(JSON.stringify(secret)))).toMatchObject({ kind: "reject", reason: "bad-issuer" });
  const alien = { ...document, id: "did:web:other" };
  expect(readIssuer(alien)).toMatchObject({ kind: "reject" });
  expect(readIssuer([])).toMatchObject({ kind: "reject" });
});
