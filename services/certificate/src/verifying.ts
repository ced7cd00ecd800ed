import { createPublicKey, type KeyObject, verify } from "node:crypto";
import type { PublicKey, ReadText } from "@celadon/footprint-to-certificate";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const keys = new Map<string, KeyObject>();

function keyOf(key: PublicKey): KeyObject {
  const known = keys.get(key.x) ?? createPublicKey({ key: { ...key }, format: "jwk" });
  keys.set(key.x, known);
  return known;
}

const readText: ReadText = (bytes) => {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined; // no UTF-8
    throw error;
  }
};

/** Ed25519 over the text before the last dot, as RFC 7515 and RFC 8037 have it. A key that is none has signed nothing. */
async function verifySignature(credential: string, key: PublicKey): Promise<boolean> {
  const end = credential.lastIndexOf(".");
  const signature = Buffer.from(credential.slice(end + 1), "base64url");
  try {
    return verify(null, Buffer.from(credential.slice(0, end)), keyOf(key), signature);
  } catch (error) {
    if (error instanceof Error && "code" in error) return false; // OpenSSL's word for a key that is none
    throw error;
  }
}

/** What the check of a certificate cannot do by itself, by this runtime. Needs no service, store or network. */
export const verifying = { text: readText, verifySignature };
