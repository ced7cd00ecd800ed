import type { Canonical } from "@celadon/quantity";
import { isObject } from "./shape.ts";

/** The protected header of a certificate: `kid` is the absolute DID URL of the issuer's key. Members in canonical order. */
export interface Header {
  readonly alg: string;
  readonly cty: string;
  readonly kid: string;
  readonly typ: string;
}

/** The header to sign with. RFC 9864 renames EdDSA to Ed25519; many readers know only the old name, so that one is written. */
export const headerOf = (kid: string): Header => ({ alg: "EdDSA", cty: "vc", kid, typ: "vc+jwt" });

const algorithms: readonly Canonical[] = ["EdDSA", "Ed25519"];
const ownKeys = ["jwk", "jku", "x5c", "x5u", "x5t", "x5t#S256"];

/** What is wrong with the envelope, as a sentence, or the header. */
export function readHeader(value: Canonical): Header | string {
  if (!isObject(value)) return "The header is no object.";
  const { alg, cty, kid, typ, ...others } = value;
  const own = Object.keys(others).filter((name) => ownKeys.includes(name));
  if (own.length > 0) {
    return `It brings its own key (${own.join(", ")}), which proves nothing: the key must come from an issuer you trust.`;
  }
  const strangers = Object.keys(others);
  if (strangers.length > 0) return `The header has members that are not known here: ${strangers.join(", ")}.`;
  if (typ !== "vc+jwt" || cty !== "vc") return `The envelope is of another kind: typ must be "vc+jwt" and cty "vc".`;
  if (typeof alg !== "string" || !algorithms.includes(alg))
    return `It is not signed by Ed25519, the only way accepted.`;
  if (typeof kid !== "string" || !/^did:[a-z0-9]+:[^#\s]+#[^#\s]+$/.test(kid)) {
    return `"kid" names no key of an issuer: it must be a DID, "#" and the key.`;
  }
  return { alg, cty, kid, typ };
}
