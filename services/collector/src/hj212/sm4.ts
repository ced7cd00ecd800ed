import { createCipheriv, createDecipheriv, getCiphers } from "node:crypto";
import type { Sm4 } from "@celadon/hj212";

const cipher = "sm4-ecb";

/** SM4 of this Node; undefined where its OpenSSL was built without. */
export const decryptSm4: Sm4 | undefined = getCiphers().includes(cipher)
  ? (key, blocks) => ran(createDecipheriv(cipher, key, null), blocks)
  : undefined;

export const encryptSm4: Sm4 | undefined = getCiphers().includes(cipher)
  ? (key, blocks) => ran(createCipheriv(cipher, key, null), blocks)
  : undefined;

/** Without padding: whole blocks are whole, by default 208 bytes would become 224. */
function ran(work: ReturnType<typeof createCipheriv | typeof createDecipheriv>, blocks: Uint8Array): Uint8Array {
  work.setAutoPadding(false);
  return Buffer.concat([work.update(blocks), work.final()]);
}
