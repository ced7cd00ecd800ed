import { asciiText } from "./ascii-text.ts";
import { trimmed, untilText } from "./blanks.ts";
import { type Draft, deviate, refuse } from "./draft.ts";
import { type FieldName, fieldNameOf, headerNames, wordOf } from "./field-name.ts";
import { hashByte, hashOf, hashStart } from "./interned.ts";
import type { Limits } from "./limits.ts";

const [equals, comma, semicolon, blank] = [61, 44, 59, 32];
const dataArea = headerNames.indexOf("CP");

/** Where the header fields of a segment lie, and what they may cost. */
interface Header {
  readonly draft: Draft;
  readonly bytes: Uint8Array;
  readonly to: number;
  readonly limits: Limits;
  /** The furthest place of the standard's order so far. */
  last: number;
}

/** Reads the header fields of a segment in bytes [from, to). Answers the place behind `CP=`, or -1 where there is none. */
export function readHeader(
  draft: Draft,
  bytes: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
  limits: Limits,
): number {
  const reading = { draft, bytes, to, limits, last: -1 };
  let p = from;
  for (let count = 0; ; count++) {
    for (; p < to && isGap(bytes[p] as number); p++)
      deviate(draft, bytes[p] === blank ? "blanks" : "stray-separator", p);
    const nameFrom = p;
    let hash = hashStart;
    for (; p < to; p++) {
      const byte = bytes[p] as number;
      if (byte === equals || byte === semicolon || byte === comma) break;
      hash = hashByte(hash, byte);
    }
    if (p === to) return -1;
    if (bytes[p] !== equals) {
      refuse(draft, "no-equals", nameFrom);
      continue;
    }
    const nameTo = trimmed(bytes, nameFrom, p);
    if (nameTo < p) deviate(draft, "blanks", nameTo);
    if (nameTo - nameFrom > limits.nameBytes || count === limits.headerFields) {
      refuse(draft, count === limits.headerFields ? "too-many-fields" : "name-too-long", nameFrom);
      return -1;
    }
    const name = fieldNameOf(bytes, nameFrom, nameTo, nameTo < p ? hashOf(bytes, nameFrom, nameTo) : hash);
    judgeName(reading, name, nameFrom);
    if (name.header === dataArea) return p + 1;
    p = readValue(reading, name, nameFrom, p + 1);
  }
}

const isGap = (byte: number): boolean => byte === blank || byte === semicolon || byte === comma;

function judgeName(reading: Header, { header, text, isOddCase, isGood }: FieldName, at: number): void {
  const { draft } = reading;
  if (!isGood) refuse(draft, "bad-name", at);
  if (header === -1) {
    deviate(draft, "header-unknown", at, text);
    return;
  }
  if (isOddCase || headerNames[header] !== text) deviate(draft, "name-case", at, text);
  if (header < reading.last) deviate(draft, "header-order", at, text);
  else reading.last = header;
}

const [qnPlace, mnPlace] = [headerNames.indexOf("QN"), headerNames.indexOf("MN")];

/** Reads one value and answers the place behind its separator. */
function readValue(
  { draft, bytes, to, limits }: Header,
  { header, text }: FieldName,
  at: number,
  from: number,
): number {
  let end = from;
  let hash = hashStart;
  let hasStranger = false;
  let isRunOn = false;
  for (; end < to; end++) {
    const byte = bytes[end] as number;
    if (byte === semicolon || byte === comma) break;
    isRunOn = byte === equals && end - from >= 2 && bytes[end - 1] === 80 && bytes[end - 2] === 67;
    if (isRunOn) break;
    if (byte < 32 || byte > 126) hasStranger = true;
    hash = hashByte(hash, byte);
  }
  if (isRunOn) {
    end -= 2; // `Flag=5CP=`: the value ends before the CP
    deviate(draft, "missing-separator", end);
  } else if (bytes[end] === comma) deviate(draft, "header-comma", end);
  const valueFrom = untilText(bytes, from, end);
  const valueTo = trimmed(bytes, valueFrom, end);
  if (valueFrom > from || valueTo < end) deviate(draft, "blanks", valueFrom > from ? from : valueTo);
  if (hasStranger) refuse(draft, "bad-character", from, text);
  const isLong = end - from > limits.valueBytes;
  if (isLong) refuse(draft, "value-too-long", from, text);
  // A QN comes once; of MNs a server meets ten thousand, and remembering those would push out all other words.
  const isOnce = header === qnPlace || header === mnPlace || isLong || isRunOn || valueTo - valueFrom < end - from;
  const value = isOnce ? asciiText(bytes, valueFrom, valueTo) : wordOf(bytes, from, end, hash);
  if (header !== -1) keep(draft, header, value, at);
  draft.fields.push([headerNames[header] ?? text, value]);
  return isRunOn || end === to ? end : end + 1;
}

function keep(draft: Draft, header: number, value: string, at: number): void {
  const before = draft.header[header];
  if (before === null) {
    draft.header[header] = value;
    draft.headerAt[header] = at;
  } else if (before === value) deviate(draft, "header-twice", at);
  else refuse(draft, "header-conflict", at);
}
