import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === "string" ? utf8ToBytes(content) : content;

/** SHA-256 (FIPS 180-4) of the bytes, or of the text in UTF-8; 64 lower-case hexadecimal digits. */
export const sha256Hex = (content: string | Uint8Array): string => bytesToHex(sha256(bytesOf(content)));

/** First 32 bits of SHA-256 as an unsigned integer: half of a channel id. */
export const sha256Word = (content: string): number => {
  const hash = sha256(bytesOf(content));
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0);
};

/** A hash for content that is too long to hold: `update` in order, text as UTF-8, then `hex` once. */
export interface RunningHash {
  readonly update: (content: string | Uint8Array) => void;
  readonly hex: () => string;
}

/** A running SHA-256. */
export function sha256Stream(): RunningHash {
  const running = sha256.create();
  return {
    update: (content) => {
      running.update(bytesOf(content));
    },
    hex: () => bytesToHex(running.digest()),
  };
}

const celadon = "6c1f1d5e-7a3b-5c84-9b0e-2f5b8d0e4a17";
const space = Uint8Array.from(celadon.replaceAll("-", "").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** UUID version 5 (RFC 9562, section 5.5) of a name in Celadon's own name space: the same name, the same id, anywhere. */
export function uuid5(name: string): string {
  const hash = sha1.create().update(space).update(utf8ToBytes(name)).digest().slice(0, 16);
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  const hex = bytesToHex(hash);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
