import { type Canonical, canonicalJson, type InstantMs, readInstant } from "@celadon/quantity";
import { type Check, type CheckName, cannotTell, invalid, notAttempted, valid } from "./check.ts";
import { type Claims, claimsShape } from "./claims.ts";
import { claimsOf } from "./claims-of.ts";
import { figureFaults } from "./figure-faults.ts";
import { type Header, readHeader } from "./header.ts";
import type { IssuableFootprint } from "./issuable.ts";
import type { PublicKey, Revocations, TrustedIssuer } from "./issuer-document.ts";
import { type ReadText, readCredential } from "./read-credential.ts";
import { isObject, shapeFaults } from "./shape.ts";
import { statusCheck } from "./status-check.ts";

/** What a verifier brings: whom it trusts, its clock, and the two things a pure function cannot do. */
export interface Verifier {
  readonly issuers: readonly TrustedIssuer[];
  readonly nowMs: InstantMs;
  /** The issuer's list of what it has taken back; undefined: not at hand. */
  readonly revocations: Revocations | undefined;
  /** How many days old that list may be; `listAgeDaysMax` where nothing is said. An older one can not tell. */
  readonly listAgeDaysMax?: number | undefined;
  readonly text: ReadText;
  /** Whether the compact JWS is signed by the key (Ed25519). */
  readonly verifySignature: (credential: string, key: PublicKey) => Promise<boolean>;
  /** Given: the claims are made again from it and compared. */
  readonly footprint?: IssuableFootprint | undefined;
}

/** What became of a certificate: every check, and the claims where the signature holds. */
export interface Verification {
  /** "valid" only when every check is; "cannot-tell" when none is invalid but one could not be made. */
  readonly result: Check["result"];
  readonly checks: readonly Check[];
  /** What may be believed to be the issuer's word; undefined unless the signature and the form are good. */
  readonly claims: Claims | undefined;
}

const order: readonly CheckName[] = [
  "encoding",
  "envelope",
  "issuer-key",
  "signature",
  "form",
  "dates",
  "status",
  "figures",
  "recomputed",
  "trust",
];

/**
 * Checks a certificate, as received. Every check is a line of its own; after one that leaves nothing to look at, the others are
 * not attempted. A key or an issuer that the certificate brings along proves nothing: only `issuers` counts (Decision 14). Never
 * throws, whatever the text is.
 */
export async function verify(credential: string, verifier: Verifier): Promise<Verification> {
  const { checks, claims } = await walk(credential, verifier);
  const made = new Map(checks.map((check) => [check.name, check]));
  const asked = order.filter((name) => name !== "recomputed" || verifier.footprint !== undefined);
  const all = asked.map((name) => made.get(name) ?? notAttempted(name));
  return { result: resultOf(all), checks: all, claims };
}

function resultOf(checks: readonly Check[]): Check["result"] {
  if (checks.some(({ result }) => result === "invalid")) return "invalid";
  return checks.every(({ result }) => result === "valid") ? "valid" : "cannot-tell";
}

interface Walked {
  readonly checks: readonly Check[];
  readonly claims: Claims | undefined;
}

async function walk(credential: string, verifier: Verifier): Promise<Walked> {
  const read = readCredential(credential, verifier.text);
  if (read.kind !== "accept") return { checks: [invalid("encoding", read.evidence)], claims: undefined };
  const encoding = valid("encoding", "It is written in the one canonical way.");
  const header = readHeader(read.value.header);
  if (typeof header === "string") return { checks: [encoding, invalid("envelope", header)], claims: undefined };
  const envelope = valid("envelope", "A Verifiable Credential in a JSON Web Signature by Ed25519 (vc+jwt).");
  const issuer = issuerOf(header, verifier.issuers);
  const key = issuer?.keys.get(header.kid);
  const trust = trustCheck(header, issuer);
  const found = keyCheck(header, issuer);
  if (key === undefined || issuer === undefined) {
    return { checks: [encoding, envelope, found, trust], claims: undefined };
  }
  if (!(await verifier.verifySignature(credential, key))) {
    const broken = `It was altered after it was signed, or ${issuer.name} did not sign it. Believe no part of it.`;
    return { checks: [encoding, envelope, found, invalid("signature", broken), trust], claims: undefined };
  }
  const signature = valid("signature", `${issuer.name} signed exactly these bytes.`);
  const { payload } = read.value;
  const faults = formFaults(payload, issuer);
  if (faults.length > 0) {
    const form = invalid(
      "form",
      `The issuer signed it, but it is no footprint certificate: ${faults.slice(0, 5).join(" ")}`,
    );
    return { checks: [encoding, envelope, found, signature, form, trust], claims: undefined };
  }
  const claims = payload as Claims; // formFaults has just looked at every member
  const form = valid("form", "A footprint certificate of the known form, in the name of the issuer that signed it.");
  const said = [datesCheck(claims, verifier), statusCheck(claims, verifier), figuresCheck(claims)];
  const again = verifier.footprint === undefined ? [] : [recomputedCheck(claims, verifier.footprint)];
  return { checks: [encoding, envelope, found, signature, form, ...said, ...again, trust], claims };
}

const didOf = ({ kid }: Header): string => kid.slice(0, kid.indexOf("#"));

const issuerOf = (header: Header, issuers: readonly TrustedIssuer[]): TrustedIssuer | undefined =>
  issuers.find(({ id }) => id === didOf(header));

/** A did:jwk is as long as its key; its beginning and end tell it apart. */
const shown = (did: string): string => (did.length <= 64 ? did : `${did.slice(0, 20)}...${did.slice(-12)}`);

function trustCheck(header: Header, issuer: TrustedIssuer | undefined): Check {
  if (issuer === undefined) {
    return invalid(
      "trust",
      `Issuer ${shown(didOf(header))} is not among those you trust. Get its issuer document from itself.`,
    );
  }
  const demo = issuer.simulated ? " It is a demo issuer: nobody answers for what it certifies." : "";
  return valid("trust", `${issuer.name} (${shown(issuer.id)}) is among the issuers you trust.${demo}`);
}

function keyCheck(header: Header, issuer: TrustedIssuer | undefined): Check {
  if (issuer === undefined) {
    return cannotTell(
      "issuer-key",
      `Key ${shown(header.kid)} cannot be looked up: no issuer document of it is at hand.`,
    );
  }
  return issuer.keys.has(header.kid)
    ? valid("issuer-key", `${issuer.name} vouches for key ${shown(header.kid)}.`)
    : invalid("issuer-key", `${issuer.name} does not, or no longer, vouch for key ${shown(header.kid)}.`);
}

const types = ["VerifiableCredential", "ProductCarbonFootprintCertificate"];
const context = "https://www.w3.org/ns/credentials/v2";

function formFaults(payload: Canonical, issuer: TrustedIssuer): readonly string[] {
  const faults = shapeFaults(claimsShape, payload, "");
  if (faults.length > 0) return faults;
  const claims = payload as Claims; // shapeFaults has just looked at every member
  const { from, to } = claims.credentialSubject.period;
  return [
    ...(claims["@context"][0] === context ? [] : [`Its first context must be ${context}.`]),
    ...types.filter((type) => !claims.type.includes(type)).map((type) => `It is of no type ${type}.`),
    ...(claims.issuer.id === issuer.id
      ? []
      : [`It speaks for ${shown(claims.issuer.id)}, and ${shown(issuer.id)} signed it.`]),
    ...(claims.issuer.simulated === issuer.simulated
      ? []
      : [`It does not say rightly whether its issuer is simulated.`]),
    ...(instantOf(from) < instantOf(to) ? [] : ["Its period ends before it begins."]),
  ];
}

/** For texts that the shape has proven to be instants. */
const instantOf = (text: string): InstantMs => readInstant(text) as InstantMs;

function datesCheck({ validFrom, validUntil }: Claims, { nowMs }: Verifier): Check {
  if (nowMs < instantOf(validFrom)) return invalid("dates", `It is valid only from ${validFrom} on.`);
  if (nowMs < instantOf(validUntil)) return valid("dates", `It is valid until ${validUntil}, that instant not in it.`);
  return invalid("dates", `It has not been valid since ${validUntil}. Ask for a newer one.`);
}

function figuresCheck(claims: Claims): Check {
  const faults = figureFaults(claims);
  if (faults.length > 0) return invalid("figures", `It contradicts itself: ${faults.join(" ")}`);
  return valid("figures", "Parts add up to the total, shares lie between 0 and 1, and the total fits what was made.");
}

/** The claims made again from the footprint, with the certificate's own word on what is not of the footprint. */
function recomputedCheck(claims: Claims, footprint: IssuableFootprint): Check {
  const subject = claims.credentialSubject;
  const again = claimsOf(footprint, {
    issuer: claims.issuer,
    validFromMs: instantOf(claims.validFrom),
    validUntilMs: instantOf(claims.validUntil),
    replaces: subject.footprint.replacesCertificate,
    scheme: subject.rules.scheme,
    factoryName: subject.factory.name,
  });
  const differing = firstDifference(claims, asOldAs(claims, again as Canonical) as Claims);
  return differing === undefined
    ? valid("recomputed", `Footprint ${footprint.id} gives the same claims, byte for byte.`)
    : invalid("recomputed", `Footprint ${footprint.id} gives another "${differing}".`);
}

/**
 * What is made again, without members that the certificate does not have: of those that the form asks for none is missing, so they
 * are such as certificates did not have when it was issued.
 */
function asOldAs(stated: Canonical, again: Canonical): Canonical {
  if (Array.isArray(stated) && Array.isArray(again)) return again.map((item, i) => asOldAs(stated[i] ?? null, item));
  if (!isObject(stated) || !isObject(again)) return again;
  const known = Object.entries(again).filter(([name]) => Object.hasOwn(stated, name));
  return Object.fromEntries(known.map(([name, value]) => [name, asOldAs(stated[name] as Canonical, value)]));
}

function firstDifference(stated: Claims, again: Claims): string | undefined {
  const differs = <T extends { readonly [key: string]: Canonical }>(a: T, b: T): string | undefined =>
    Object.keys(b).find((name) => canonicalJson(a[name] as Canonical) !== canonicalJson(b[name] as Canonical));
  const { credentialSubject: one, ...outer } = stated;
  const { credentialSubject: other, ...outerAgain } = again;
  return differs(one, other) ?? differs(outer, outerAgain);
}
