import { cipherTextOf, type Sm4 } from "./cipher-text.ts";
import { crcOf } from "./crc.ts";
import type { Field } from "./frame.ts";
import { defaultLimits } from "./limits.ts";
import { hexOf } from "./opened.ts";

/** What becomes a frame. A decoded frame is one. */
export interface FrameToEncode {
  readonly fields: readonly Field[];
  readonly encrypted?: boolean;
}

export interface EncodeOptions {
  /** Encrypts blocks of 16 bytes, SM4 in ECB mode without padding. */
  readonly sm4?: Sm4;
  readonly key?: Uint8Array;
  /** Bytes of text beyond ASCII; the standard says UTF-8. */
  readonly bytesOf?: (text: string) => Uint8Array;
}

/** Why fields cannot become a frame. Closed. */
export const encodeErrorCodes = {
  "no-data-area": 'no field ["CP", "&&"], or another CP behind it',
  "bad-name": "a name with other characters than letters, digits and one hyphen, or a digit at the very beginning",
  "bad-value": "a value that would not come back as it is: separators, blanks around it, control characters",
  "no-bytes": "text beyond ASCII, and nothing was given that makes bytes of it",
  "segment-too-long": "the segment has more than 4096 bytes",
  "key-missing": "it is to be encrypted, and there is no cipher, or no key of 16 bytes",
} as const;
export type EncodeErrorCode = keyof typeof encodeErrorCodes;

export type Encoded =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly code: EncodeErrorCode; readonly message: string; readonly field: number };

/**
 * The bytes of a frame: ##, length, segment, CRC, CR LF. Fields stand in the order given, with the separators of `Field`; a CP may also
 * hold its whole text, `&&RtdInterval=30&&`. Length and CRC are those of the plain text, also when it is encrypted.
 */
export function encodeFrame({ fields, encrypted = false }: FrameToEncode, options: EncodeOptions = {}): Encoded {
  const area = fields.findIndex(([name]) => name === "CP");
  if (area === -1 || fields.findLastIndex(([name]) => name === "CP") !== area) return refused("no-data-area", area);
  const [, opening] = fields[area] as Field;
  const isWhole = opening.length >= 4 && opening.startsWith("&&") && opening.endsWith("&&");
  if (isWhole ? area < fields.length - 1 : opening !== "&&") return refused("no-data-area", area);

  let header = "";
  let data = isWhole ? opening.slice(2, -2) : "";
  if (hasControl(data)) return refused("bad-value", area);
  let code = "";
  const logs: Log[] = [];
  for (const [i, [name, value, separator]] of fields.entries()) {
    if (i === area) continue;
    if (!names.test(name) || (i < area && !isHeaderName(name, i))) return refused("bad-name", i, name);
    if (i < area ? !isHeaderValue(value) : !isDataValue(value)) return refused("bad-value", i, name);
    if (i < area) {
      header += `${name}=${value};`;
      continue;
    }
    const hyphen = name.indexOf("-");
    const own = hyphen === -1 ? "" : name.slice(0, hyphen);
    const usual = own !== "" && own === code ? "," : ";";
    data += `${i === area + 1 ? "" : (separator ?? usual)}${name}=`;
    if (value.startsWith("//")) logs.push({ field: i, from: data.length, to: data.length + value.length });
    data += value;
    code = own;
  }
  const torn = logs.find((log) => logEnd(data, log.from) !== log.to);
  if (torn !== undefined) return refused("bad-value", torn.field);
  const head = bytesOf(`${header}CP=&&`, options);
  const plain = bytesOf(data, options);
  if (head === undefined || plain === undefined) return refused("no-bytes", area);
  return sealed(head, plain, encrypted, options);
}

const names = /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)?$/;

/** A segment begins with a letter, which is where its length ends, and one CP in any capitals ends the header. */
const isHeaderName = (name: string, place: number): boolean =>
  name.toUpperCase() !== "CP" && (place > 0 || !/^[0-9]/.test(name));

/** A value that begins with two slashes, where it stands in the data area. */
interface Log {
  readonly field: number;
  readonly from: number;
  readonly to: number;
}

/** Where a decoder will see the end of it: behind the first `//` before a separator, or at the separator where there is none. */
function logEnd(data: string, from: number): number {
  const closing = /\/\/(?=[;, ]|$)/g;
  closing.lastIndex = from + 2;
  const start = closing.test(data) ? closing.lastIndex : from;
  const separator = /[;,]|$/g;
  separator.lastIndex = start;
  return separator.exec(data)?.index ?? data.length;
}

const hasControl = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 32 || text.charCodeAt(i) === 127) return true;
  return false;
};

/** Whether a value comes back as it is: printable, no separator, no blank around it, and no `CP=` that would begin the data area. */
const isHeaderValue = (value: string): boolean => /^(?:[!-~](?:[ -~]*[!-~])?)?$/.test(value) && !/[;,]|CP=/.test(value);

/** The same in the data area, where text may be of any letters, and a log text between slashes may hold separators. */
const isDataValue = (value: string): boolean =>
  !hasControl(value) &&
  !value.startsWith(" ") &&
  !value.endsWith(" ") &&
  (value.startsWith("//") || !/[;,]/.test(value));

function sealed(head: Uint8Array, plain: Uint8Array, encrypted: boolean, { sm4, key }: EncodeOptions): Encoded {
  const length = head.length + plain.length + 2;
  if (length > defaultLimits.segmentBytes) return refused("segment-too-long", -1, `${length} bytes`);
  if (encrypted && (sm4 === undefined || key?.length !== 16)) return refused("key-missing", -1);
  const segment = joined([head, plain, areaEnd]);
  const crc = hexOf(crcOf(segment, 0, length));
  const sent = encrypted && sm4 !== undefined && key !== undefined ? cipherTextOf(plain, key, sm4) : plain;
  const start = asciiBytes(`##${String(length).padStart(4, "0")}`);
  return { ok: true, bytes: joined([start, head, sent, areaEnd, asciiBytes(`${crc}\r\n`)]) };
}

const areaEnd = new Uint8Array([38, 38]);

function refused(code: EncodeErrorCode, field: number, evidence = ""): Encoded {
  const text = encodeErrorCodes[code];
  const message = `${text.charAt(0).toUpperCase()}${text.slice(1)}${evidence === "" ? "" : ` (${evidence})`}.`;
  return { ok: false, code, message, field };
}

function bytesOf(text: string, options: EncodeOptions): Uint8Array | undefined {
  return asciiBytes(text) ?? options.bytesOf?.(text);
}

function asciiBytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 126) return undefined;
    bytes[i] = unit;
  }
  return bytes;
}

function joined(parts: readonly (Uint8Array | undefined)[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + (part?.length as number), 0));
  let at = 0;
  for (const part of parts as readonly Uint8Array[]) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
