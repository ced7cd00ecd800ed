import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Sm4 } from "@celadon/hj212";

// Without `setAutoPadding(false)` Node would add a block of padding, and refuse what has none.

/** Whole blocks of 16 bytes in SM4, each by itself. */
export const encryptSm4: Sm4 = (key, blocks) => {
  const cipher = createCipheriv("sm4-ecb", key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(blocks), cipher.final()]);
};

/** And back. */
export const decryptSm4: Sm4 = (key, blocks) => {
  const decipher = createDecipheriv("sm4-ecb", key, null).setAutoPadding(false);
  return Buffer.concat([decipher.update(blocks), decipher.final()]);
};
