import type { Claims } from "@celadon/footprint-to-certificate";

/** The claims of a credential of our own registry: it was signed here, so nothing is checked. Never for one from outside. */
export function claimsIn(credential: string): Claims {
  const [, payload = ""] = credential.split(".");
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Claims;
}
