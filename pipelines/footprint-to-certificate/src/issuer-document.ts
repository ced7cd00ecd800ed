import {
  accept,
  type Canonical,
  type InstantMs,
  instantText,
  type Outcome,
  readInstant,
  reject,
} from "@celadon/quantity";
import type { Issuer } from "./issuance.ts";
import { isObject, type Shaped, shapeFaults } from "./shape.ts";

/** A public Ed25519 key as a JSON Web Key (RFC 8037): `x` is base64url. */
export interface PublicKey {
  readonly crv: string;
  readonly kty: string;
  readonly x: string;
}

/** A certificate that its issuer took back. */
export interface Revoked {
  readonly id: string;
  readonly atMs: InstantMs;
  readonly why: string;
}

/** Which certificates an issuer has taken back, as of when. */
export interface Revocations {
  readonly asOfMs: InstantMs;
  readonly revoked: readonly Revoked[];
}

/** An issuer with its keys: what a verifier is given by hand, and all it trusts. */
export interface TrustedIssuer extends Issuer {
  /** By key id, an absolute DID URL. */
  readonly keys: ReadonlyMap<string, PublicKey>;
}

const methodShape = {
  members: {
    id: "text",
    type: "text",
    controller: "text",
    publicKeyJwk: { members: { crv: "text", kty: "text", x: "text" } },
  },
} as const;

const documentShape = {
  members: {
    id: "text",
    name: "text",
    simulated: "flag",
    verificationMethod: { list: methodShape },
    assertionMethod: { list: "text" },
    revocations: {
      members: { asOf: "instant", revoked: { list: { members: { id: "text", at: "instant", why: "text" } } } },
    },
  },
} as const;

/** The issuer's document: a DID document, with its name and what it has revoked beside it. Nothing in it is secret. */
export type IssuerDocument = Shaped<typeof documentShape>;

export const issuerDocument = (issuer: TrustedIssuer, { asOfMs, revoked }: Revocations): IssuerDocument => ({
  id: issuer.id,
  name: issuer.name,
  simulated: issuer.simulated,
  verificationMethod: [...issuer.keys].map(([id, { crv, kty, x }]) => ({
    id,
    type: "JsonWebKey",
    controller: issuer.id,
    publicKeyJwk: { crv, kty, x },
  })),
  assertionMethod: [...issuer.keys.keys()],
  revocations: {
    asOf: instantText(asOfMs),
    revoked: revoked.map(({ id, atMs, why }) => ({ id, at: instantText(atMs), why })),
  },
});

/** Reads an issuer's document. Refused: another form, keys of another kind or owner, and one that holds a private key. */
export function readIssuer(
  value: Canonical,
): Outcome<{ readonly issuer: TrustedIssuer; readonly revocations: Revocations }, "bad-issuer"> {
  if (holdsPrivateKey(value)) {
    return reject(
      "bad-issuer",
      `It holds a private key ("d"), which nobody may hand out: ask for the issuer document.`,
    );
  }
  const faults = shapeFaults(documentShape, value, "");
  if (faults.length > 0) return reject("bad-issuer", `It is no issuer document: ${faults.slice(0, 5).join(" ")}`);
  const document = value as IssuerDocument; // shapeFaults has just looked at every member
  const { id, name, simulated } = document;
  const methods = document.verificationMethod.filter((method) => document.assertionMethod.includes(method.id));
  const stranger = methods.find(({ id: kid, type, controller, publicKeyJwk: { crv, kty } }) => {
    const isOwn = controller === id && kid.startsWith(`${id}#`);
    return !isOwn || type !== "JsonWebKey" || kty !== "OKP" || crv !== "Ed25519";
  });
  if (stranger !== undefined) {
    return reject("bad-issuer", `Its key "${stranger.id}" is no Ed25519 key of "${id}": ask for the document again.`);
  }
  const { asOf, revoked } = document.revocations;
  return accept({
    issuer: { id, name, simulated, keys: new Map(methods.map((method) => [method.id, method.publicKeyJwk])) },
    revocations: {
      asOfMs: instantOf(asOf),
      revoked: revoked.map((one) => ({ id: one.id, atMs: instantOf(one.at), why: one.why })),
    },
  });
}

/** The shape has been looked at, so the text is an instant. */
const instantOf = (text: string): InstantMs => readInstant(text) as InstantMs;

function holdsPrivateKey(value: Canonical): boolean {
  if (!isObject(value)) return Array.isArray(value) && value.some(holdsPrivateKey);
  return "d" in value || Object.values(value).some(holdsPrivateKey);
}
