import { createPrivateKey, sign } from "node:crypto";
import { type Claims, headerOf, type PublicKey, type TrustedIssuer } from "@celadon/footprint-to-certificate";
import { canonicalJson } from "@celadon/quantity";
import { calculateJwkThumbprint } from "jose";
import { type IssuerKey, newKey, readIssuerKeys, writeIssuerKeys } from "./issuer-keys.ts";

/** In whose name this installation issues, and whom it trusts: itself, and whom it was before. */
export interface OwnIssuer {
  readonly current: () => TrustedIssuer;
  /** The present one first. */
  readonly trusted: () => readonly TrustedIssuer[];
  /** The credential: a compact JWS over the claims' canonical bytes. The same claims give the same signature. */
  readonly sign: (claims: Claims) => Promise<string>;
  /** Becomes a real issuer of this name, with a new key. Earlier certificates stay valid here. */
  readonly rename: (name: string, did: string | undefined) => Promise<TrustedIssuer>;
}

const demoName = "Demo issuer (simulated) 演示签发方（模拟）";

/**
 * Opens the issuer of a data folder. The first time a demo issuer is made, which is named simulated: nobody has said yet in whose
 * name real certificates may speak. Throws a sentence when its key can be read by others.
 */
export async function openIssuer(folder: string): Promise<OwnIssuer> {
  let keys = readIssuerKeys(folder);
  if (keys === undefined) {
    const key = await newKey();
    keys = [{ id: ownDid(key), name: demoName, simulated: true, key }];
    writeIssuerKeys(folder, keys);
  }
  let opened = await Promise.all(keys.map(openKey));
  const last = (): OpenKey => opened.at(-1) as OpenKey; // there is always one
  /** The newest first. One that was named again under its did is one issuer, which vouches for all its keys. */
  const trusted = (): readonly TrustedIssuer[] => {
    const byId = new Map<string, TrustedIssuer>();
    for (const { issuer } of opened.toReversed()) {
      const newer = byId.get(issuer.id);
      byId.set(issuer.id, newer === undefined ? issuer : { ...newer, keys: new Map([...newer.keys, ...issuer.keys]) });
    }
    return [...byId.values()];
  };
  const current = (): TrustedIssuer => trusted()[0] as TrustedIssuer; // there is always one
  return {
    current,
    trusted,
    sign: (claims) => last().sign(claims),
    rename: async (name, did) => {
      const key = await newKey();
      const renamed = { id: did ?? ownDid(key), name, simulated: false, key };
      const all = [...(readIssuerKeys(folder) ?? []), renamed];
      writeIssuerKeys(folder, all);
      opened = await Promise.all(all.map(openKey));
      return current();
    },
  };
}

const base64url = (text: string): string => Buffer.from(text).toString("base64url");

interface OpenKey {
  readonly issuer: TrustedIssuer;
  readonly sign: OwnIssuer["sign"];
}

/** did:jwk: a name for an issuer that has no web address yet. It proves nothing by itself; a verifier gets the document by hand. */
const ownDid = ({ crv, kty, x }: PublicKey): string => `did:jwk:${base64url(canonicalJson({ crv, kty, x }))}`;

async function openKey({ id, name, simulated, key }: IssuerKey): Promise<OpenKey> {
  const { d: _secret, ...publicKey } = key;
  const kid = `${id}#${id.startsWith("did:jwk:") ? "0" : await calculateJwkThumbprint(publicKey)}`;
  const secret = createPrivateKey({ key: { ...key }, format: "jwk" });
  const header = base64url(canonicalJson({ ...headerOf(kid) }));
  return {
    issuer: { id, name, simulated, keys: new Map([[kid, publicKey]]) },
    // RFC 7515, section 3.1, with Ed25519 of RFC 8037. Done here and at once: a thread of its own would cost more than the work.
    sign: async (claims) => {
      const input = `${header}.${base64url(canonicalJson(claims))}`;
      return `${input}.${sign(null, Buffer.from(input), secret).toString("base64url")}`;
    },
  };
}
