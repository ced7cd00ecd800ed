import { asciiText } from "./ascii-text.ts";
import { trimmed, untilText } from "./blanks.ts";
import { decimalFault } from "./decimal-fault.ts";
import type { Settings } from "./decode-options.ts";
import { type Draft, deviate, type OpenItem, refuse } from "./draft.ts";
import type { ErrorCode } from "./fault-codes.ts";
import { type FieldName, fieldNameOf } from "./field-name.ts";
import type { Field } from "./frame.ts";
import { instantOf } from "./instant-of.ts";
import { hashByte, hashOf, hashStart } from "./interned.ts";

const [equals, comma, semicolon, blank, slash, ampersand] = [61, 44, 59, 32, 47, 38];

/** Reads the data area, `&&` to `&&`, in bytes [from, to). */
export function readData(draft: Draft, bytes: Uint8Array, from: number, to: number, settings: Settings): void {
  const begin = untilText(bytes, from, to);
  const close = trimmed(bytes, from, to);
  const isArea = close - begin >= 4 && isMark(bytes, begin) && isMark(bytes, close - 2);
  if (!isArea) {
    refuse(draft, "data-area", from);
    return;
  }
  if (begin > from || close < to) deviate(draft, "blanks", begin > from ? from : close);
  readFields(draft, bytes, { from: begin + 2, to: close - 2 }, settings);
}

const isMark = (bytes: Uint8Array, at: number): boolean => bytes[at] === ampersand && bytes[at + 1] === ampersand;

interface Place {
  readonly from: number;
  readonly to: number;
}

/** What is known while the fields are read. */
interface Reading {
  readonly draft: Draft;
  readonly bytes: Uint8Array;
  readonly to: number;
  readonly settings: Settings;
  /** By code. */
  readonly items: Map<string, OpenItem>;
  /** The item of the last field that had one. */
  item: OpenItem | undefined;
  /** The code of the last field, empty where it had none. */
  code: string;
  /** The separator before the next field; 0 before the first. */
  separator: number;
  /** Some log text may still be closed: once one was not, none behind it is, and nobody looks again. */
  hasLogEnd: boolean;
}

/** The fields one after another, one pass forward. What is wrong with a field refuses its item, and only that. */
function readFields(draft: Draft, bytes: Uint8Array, { from, to }: Place, settings: Settings): void {
  const reading = {
    draft,
    bytes,
    to,
    settings,
    items: new Map(),
    item: undefined,
    code: "",
    separator: 0,
    hasLogEnd: true,
  };
  let p = fieldStart(reading, from);
  for (let count = 0; p < to; count++) {
    if (count === settings.limits.dataFields) {
      refuse(draft, "too-many-fields", p);
      return;
    }
    p = fieldStart(reading, readField(reading, p));
  }
}

/** Passes over blanks and separators that separate nothing. */
function fieldStart(reading: Reading, from: number): number {
  const { draft, bytes, to } = reading;
  let p = from;
  for (; p < to && isGap(bytes[p] as number); p++) {
    deviate(draft, bytes[p] === blank ? "blanks" : "stray-separator", p);
    if (bytes[p] === semicolon) reading.separator = semicolon;
  }
  if (p === to && reading.separator !== 0) deviate(draft, "stray-separator", to - 1);
  return p;
}

const isGap = (byte: number): boolean => byte === blank || byte === semicolon || byte === comma;

/** Reads one field and answers the place behind its separator. */
function readField(reading: Reading, nameFrom: number): number {
  const { draft, bytes, to, settings } = reading;
  let p = nameFrom;
  let hash = hashStart;
  for (; p < to; p++) {
    const byte = bytes[p] as number;
    if (byte === equals || byte === semicolon || byte === comma) break;
    hash = hashByte(hash, byte);
  }
  const nameTo = trimmed(bytes, nameFrom, p);
  if (bytes[p] !== equals || p === to || nameTo - nameFrom > settings.limits.nameBytes) {
    // `12,5`: what stands before the comma looks like a whole number, so its item must not count.
    const code = p === to || bytes[p] !== equals ? "no-equals" : "name-too-long";
    refuse(draft, code, nameFrom);
    refuseItem(reading.item, code);
    return pastSeparator(reading, fieldEnd(bytes, p, to));
  }
  if (nameTo < p) deviate(draft, "blanks", nameTo);
  const name = fieldNameOf(bytes, nameFrom, nameTo, nameTo < p ? hashOf(bytes, nameFrom, nameTo) : hash);
  const valueFrom = untilText(bytes, p + 1, to);
  const end = isLog(bytes, valueFrom, to) ? logEnd(reading, valueFrom) : fieldEnd(bytes, valueFrom, to);
  const valueTo = trimmed(bytes, valueFrom, end);
  if (valueTo < end || valueFrom > p + 1) deviate(draft, "blanks", valueFrom > p + 1 ? p + 1 : valueTo);
  const value = readValue(bytes, { from: valueFrom, to: valueTo }, name, settings);
  draft.fields.push(fieldOf(reading, name, value.text));
  if (name.isOddCase) deviate(draft, "name-case", nameFrom, name.text);
  const place = { from: nameFrom, to: valueFrom };
  if (name.code !== "" && name.isGood) takeItemField(reading, name, value, place);
  else takePlainField(reading, name, value, place);
  return pastSeparator(reading, end);
}

function pastSeparator(reading: Reading, end: number): number {
  reading.separator = end === reading.to ? 0 : (reading.bytes[end] as number);
  return end === reading.to ? end : end + 1;
}

function fieldOf({ code, separator }: Reading, name: FieldName, value: string): Field {
  const usual = name.code !== "" && name.code === code ? comma : semicolon;
  if (separator === 0 || separator === usual) return [name.text, value];
  return [name.text, value, separator === comma ? "," : ";"];
}

/** A field of an item. One code is one item wherever its fields stand, so that no value loses its flag. */
function takeItemField(reading: Reading, name: FieldName, value: Value, place: Place): void {
  const { draft, items, code, separator } = reading;
  if (separator === comma && code !== "" && code !== name.code) deviate(draft, "item-joined", place.from);
  let item = name.code === code ? reading.item : items.get(name.code);
  if (item === undefined) {
    item = { code: name.code, name: name.item.name, unit: name.item.unit, flag: null, values: {} };
    items.set(name.code, item);
    draft.items.push(item);
  } else if (separator !== comma || item !== reading.item) deviate(draft, "item-split", place.from, name.text);
  reading.item = item;
  reading.code = name.code;
  addToItem(draft, item, name, value, place);
}

interface Value {
  readonly text: string;
  readonly fault: ErrorCode | undefined;
}

function addToItem(draft: Draft, item: OpenItem, { suffix, text }: FieldName, value: Value, place: Place): void {
  const isTwice = suffix === "Flag" ? item.flag !== null : Object.hasOwn(item.values, suffix);
  const fault = isTwice ? "name-twice" : value.fault;
  if (fault !== undefined) {
    refuse(draft, fault, isTwice ? place.from : place.to, text);
    refuseItem(item, fault);
  }
  if (isTwice) return;
  if (suffix === "Flag") item.flag = value.text;
  else item.values[suffix] = value.text;
}

function refuseItem(item: OpenItem | undefined, code: ErrorCode): void {
  if (item !== undefined && item.refused === undefined) item.refused = code;
}

/** A field without a code: the time of all, what belongs into the header but may stand here, and parameters. */
function takePlainField(reading: Reading, { text, header, isGood }: FieldName, value: Value, place: Place): void {
  const { draft } = reading;
  reading.code = "";
  if (!isGood) {
    refuse(draft, "bad-name", place.from);
    refuseItem(reading.item, "bad-name");
  } else if (value.fault !== undefined) refuse(draft, value.fault, place.to, text);
  if (text === "PolId") forgetInformation(reading.items);
  else if (text === "DataTime") takeTime(draft, value.text, place.to);
  else if (text === "QN") draft.qnInData ??= value.text;
  else if (text === "PNUM" || text === "PNO") {
    draft.packetsInData = true;
    if (draft.header[header] !== null) return;
    draft.header[header] = value.text;
    draft.headerAt[header] = place.from;
  }
}

/** Behind another PolId the codes of information (`i11001`) begin anew: they say something of another analyser. */
function forgetInformation(items: Map<string, OpenItem>): void {
  for (const code of items.keys()) if (code.startsWith("i")) items.delete(code);
}

function takeTime(draft: Draft, value: string, at: number): void {
  if (draft.dataTime !== null || instantOf(value) === undefined) refuse(draft, "time", at, value);
  else if (value.length === 17) deviate(draft, "time-digits", at);
  draft.dataTime ??= value;
}

function fieldEnd(bytes: Uint8Array, from: number, to: number): number {
  let p = from;
  while (p < to && bytes[p] !== semicolon && bytes[p] !== comma) p++;
  return p;
}

const isLog = (bytes: Uint8Array, at: number, to: number): boolean =>
  at + 4 <= to && bytes[at] === slash && bytes[at + 1] === slash;

/** The end of a log text, `//` to `//` before a separator or the end; of a plain value where it is not closed. */
function logEnd(reading: Reading, from: number): number {
  const { draft, bytes, to } = reading;
  let holdsSeparator = false;
  for (let p = from + 2; reading.hasLogEnd && p + 1 < to; p++) {
    const byte = bytes[p];
    if (byte === semicolon || byte === comma) holdsSeparator = true;
    if (byte !== slash || bytes[p + 1] !== slash) continue;
    const end = p + 2;
    if (end < to && !isGap(bytes[end] as number)) continue;
    if (holdsSeparator) deviate(draft, "text-separator", from);
    return fieldEnd(bytes, end, to);
  }
  reading.hasLogEnd = false;
  return fieldEnd(bytes, from, to);
}

function readValue(bytes: Uint8Array, { from, to }: Place, name: FieldName, { limits, text }: Settings): Value {
  let bits = 0;
  let hasControl = false;
  for (let p = from; p < to; p++) {
    const byte = bytes[p] as number;
    bits |= byte;
    if (byte < 32 || byte === 127) hasControl = true;
  }
  const isText = name.form === "text";
  const longest = isText && (name.suffix === "Info" || bytes[from] === slash) ? limits.textBytes : limits.valueBytes;
  if (bits < 128) {
    const value = asciiText(bytes, from, to);
    if (hasControl) return { text: value, fault: "bad-character" };
    if (to - from > longest) return { text: value, fault: "value-too-long" };
    if (name.form === "number") return { text: value, fault: decimalFault(bytes, from, to) };
    if (name.form === "time") return { text: value, fault: instantOf(value) === undefined ? "item-time" : undefined };
    return { text: value, fault: undefined };
  }
  const decoded = text?.(bytes.subarray(from, to));
  if (decoded === undefined) return { text: asciiText(bytes, from, to), fault: isText ? "no-text" : "bad-character" };
  const fault = !isText || hasControl ? "bad-character" : to - from > longest ? "value-too-long" : undefined;
  return { text: decoded, fault };
}
