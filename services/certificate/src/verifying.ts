import type { PublicKey, ReadText } from "@celadon/footprint-to-certificate";
import { type CryptoKey, compactVerify, errors, importJWK } from "jose";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const keys = new Map<string, Promise<CryptoKey | Uint8Array>>();

const keyOf = (key: PublicKey): Promise<CryptoKey | Uint8Array> => {
  const known = keys.get(key.x) ?? importJWK({ ...key }, "EdDSA");
  keys.set(key.x, known);
  return known;
};

const readText: ReadText = (bytes) => {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined; // no UTF-8
    throw error;
  }
};

async function verifySignature(credential: string, key: PublicKey): Promise<boolean> {
  try {
    await compactVerify(credential, await keyOf(key), { algorithms: ["EdDSA", "Ed25519"] });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof DOMException) return false; // another signature, or a key that is none
    throw error;
  }
}

/** What the check of a certificate cannot do by itself, by `jose` and this runtime. Needs no service, store or network. */
export const verifying = { text: readText, verifySignature };
