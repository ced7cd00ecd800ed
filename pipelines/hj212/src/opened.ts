import { asciiText } from "./ascii-text.ts";
import { type CipherText, readCipherText } from "./cipher-text.ts";
import { crcOf, isPossibleCrc, modbusCrcOf } from "./crc.ts";
import type { Settings } from "./decode-options.ts";
import type { ErrorCode } from "./fault-codes.ts";
import { declaredLength, segmentStart } from "./segment-start.ts";

/** A plain segment whose length and CRC are right. */
export interface Opened {
  readonly kind: "opened";
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** What it came in, when it was encrypted: then `from` and `to` are places of another array, equal up to the data area. */
  readonly cipher: CipherText | undefined;
}

/** A frame that could not be opened: why, and where. */
export interface Shut {
  readonly kind: "shut";
  readonly code: ErrorCode;
  readonly at: number;
  /** Where the reason needs numbers or digits to be understood. */
  readonly evidence: string;
}

const shut = (code: ErrorCode, at: number, evidence = ""): Shut => ({ kind: "shut", code, at, evidence });

/** Where the text of a line ends, without CR and LF. */
export function bodyEnd(bytes: Uint8Array, from: number, to: number): number {
  const end = to > from && bytes[to - 1] === 10 ? to - 1 : to;
  return end > from && bytes[end - 1] === 13 ? end - 1 : end;
}

/** Checks length and CRC of the frame that begins at `at` and ends at `end`, its CR and LF not counted, and decrypts it. */
export function opened(bytes: Uint8Array, at: number, end: number, settings: Settings): Opened | Shut {
  const from = segmentStart(bytes, at, end);
  if (from === -1) return shut("no-frame", at);
  const to = end - 4;
  if (to <= from) return shut("too-short", at);
  const declared = declaredLength(bytes, at, from);
  if (declared > settings.limits.segmentBytes) return shut("segment-too-long", at + 2, `${declared} bytes`);
  const crc = hexNumber(bytes, to);
  if (crc === -1) return shut("crc-digits", to);
  if (to - from === declared) {
    if (crcOf(bytes, from, to) === crc) return { kind: "opened", bytes, from, to, cipher: undefined };
    return wrongCrc(bytes, from, to, crc);
  }
  const mark = cipherMark(bytes, from, to);
  if (mark === -1) return shut("length", at + 2, `declared ${declared}, there are ${to - from}`);
  return decrypted(bytes, { from, mark, to, declared, crc }, settings);
}

function wrongCrc(bytes: Uint8Array, from: number, to: number, crc: number): Shut {
  const said = `it says ${hexOf(crc)}, the segment gives ${hexOf(crcOf(bytes, from, to))}`;
  if (modbusCrcOf(bytes, from, to) === crc) return shut("crc-modbus", to, said);
  return shut(isPossibleCrc(crc) ? "crc" : "crc-impossible", to, said);
}

export const hexOf = (crc: number): string => crc.toString(16).toUpperCase().padStart(4, "0");

/** The brace of the last `&&{0x` in [from, to), or -1: a data area in SM4. */
export function cipherMark(bytes: Uint8Array, from: number, to: number): number {
  for (let p = to - 3; p >= from + 2; p--) {
    if (bytes[p] !== 123 || bytes[p - 1] !== 38 || bytes[p - 2] !== 38) continue;
    if (bytes[p + 1] === 48 && bytes[p + 2] === 120) return p;
  }
  return -1;
}

interface Encrypted {
  readonly from: number;
  /** The brace. */
  readonly mark: number;
  readonly to: number;
  readonly declared: number;
  readonly crc: number;
}

/** Length and CRC belong to the plain text, so the declared length is checked before a key is tried, the CRC after it. */
function decrypted(bytes: Uint8Array, { from, mark, to, declared, crc }: Encrypted, settings: Settings): Opened | Shut {
  const isClosed = to - 2 > mark && bytes[to - 1] === 38 && bytes[to - 2] === 38;
  const cipher = isClosed ? readCipherText(bytes, mark, to - 2) : undefined;
  if (cipher === undefined) return shut("cipher", mark);
  const { blocks, rest } = cipher;
  const length = mark - from + blocks.length + rest.length + 2;
  if (length !== declared) return shut("length", from, `declared ${declared}, decrypted there are ${length}`);
  const { sm4, keys } = settings;
  const candidates = sm4 === undefined || keys === undefined ? [] : keys(mnIn(bytes, from, mark));
  if (sm4 === undefined || candidates.length === 0) return shut("key-missing", mark);
  for (const key of candidates) {
    const plain = key.length === 16 ? sm4(key, blocks) : undefined;
    if (plain?.length !== blocks.length) continue;
    const segment = new Uint8Array(length);
    segment.set(bytes.subarray(from, mark));
    segment.set(plain, mark - from);
    segment.set(rest, mark - from + plain.length);
    segment.fill(38, length - 2);
    if (crcOf(segment, 0, length) === crc) return { kind: "opened", bytes: segment, from: 0, to: length, cipher };
  }
  return shut("crc-or-key", to);
}

/**
 * The station that a frame in SM4 says to be of; undefined where the bytes begin with no such frame. Its CRC is that of the plain text,
 * so before it is decrypted nothing vouches for this number: it is good for finding a key, and for nothing else.
 */
export function unprovenMn(bytes: Uint8Array): string | undefined {
  const from = segmentStart(bytes, 0, bytes.length);
  const mark = from === -1 ? -1 : cipherMark(bytes, from, bytes.length);
  return mark === -1 ? undefined : mnIn(bytes, from, mark);
}

/** The station's number in a header, for its key: what stands behind `MN=`, or nothing. */
function mnIn(bytes: Uint8Array, from: number, to: number): string {
  for (let p = from; p + 3 < to; p++) {
    const isBegin = p === from || bytes[p - 1] === 59 || bytes[p - 1] === 44;
    if (!isBegin || bytes[p] !== 77 || bytes[p + 1] !== 78 || bytes[p + 2] !== 61) continue;
    let end = p + 3;
    while (end < to && bytes[end] !== 59 && bytes[end] !== 44) end++;
    return asciiText(bytes, p + 3, end);
  }
  return "";
}

/** Four hexadecimal digits as a number, or -1. */
export function hexNumber(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let p = at; p < at + 4; p++) {
    const byte = bytes[p] as number;
    const upper = byte & 0xdf;
    if (byte >= 48 && byte <= 57) value = 16 * value + byte - 48;
    else if (upper >= 65 && upper <= 70) value = 16 * value + upper - 55;
    else return -1;
  }
  return value;
}
