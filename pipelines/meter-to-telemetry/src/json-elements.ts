import { backslash, blank, closing, closingList, comma, lineFeed, opening, openingList, quote } from "./ascii.ts";
import { lineBytesMax } from "./intake.ts";

/** One value of a JSON list, copied while it comes in; between its strings a line feed becomes a blank. */
export interface JsonElement {
  bytes: Uint8Array;
  length: number;
  /** Whether it is longer than a reading may be: then only its beginning is kept. */
  tooLong: boolean;
  depth: number;
  inString: boolean;
  escaped: boolean;
  atList: boolean;
}

export const jsonElement = (): JsonElement => ({
  bytes: new Uint8Array(1024),
  length: 0,
  tooLong: false,
  depth: 0,
  inString: false,
  escaped: false,
  atList: false,
});

export function clearElement(element: JsonElement): void {
  element.length = 0;
  element.tooLong = false;
  element.depth = 0;
  element.inString = false;
  element.escaped = false;
  element.atList = false;
}

/**
 * Takes bytes from `from` on until the value is complete and answers the place after it, or -1 when the bytes ended first.
 * Only brackets and quotes are looked at: whether the value is JSON is for its reader to say. `untilList`: stops before a
 * list that is a member of the value (`atList` tells).
 */
export function copyElement(element: JsonElement, bytes: Uint8Array, from: number, untilList = false): number {
  let { depth, inString, escaped } = element;
  let end = -1;
  let kept = from; // up to here the bytes are copied
  let p = from;
  for (; p < bytes.length && end < 0; p++) {
    const byte = bytes[p] as number;
    if (inString) {
      if (escaped) escaped = false;
      else if (byte === backslash) escaped = true;
      else if (byte === quote) {
        inString = false;
        if (depth === 0) end = p + 1;
      }
    } else if (byte === quote) inString = true;
    else if (byte === lineFeed && depth > 0) {
      keep(element, bytes, kept, p);
      keep(element, oneBlank, 0, 1);
      kept = p + 1;
    } else if (byte === openingList && depth === 1 && untilList) {
      element.atList = true;
      end = p;
    } else if (byte === opening || byte === openingList) depth += 1;
    else if (depth === 0) {
      if (byte === comma || byte === closingList || byte === closing || byte <= blank) end = p;
    } else if (byte === closing || byte === closingList) {
      depth -= 1;
      if (depth === 0) end = p + 1;
    }
  }
  keep(element, bytes, kept, end < 0 ? p : end);
  element.depth = depth;
  element.inString = inString;
  element.escaped = escaped;
  return end;
}

const oneBlank = Uint8Array.of(blank);

/** Adds bytes [from, to) to the copy, as far as there is room for a reading. */
export function keep(element: JsonElement, bytes: Uint8Array, from: number, to: number): void {
  const kept = Math.min(to - from, lineBytesMax - element.length);
  if (kept < to - from) element.tooLong = true;
  if (kept <= 0) return;
  if (element.length + kept + padding > element.bytes.length) {
    const wider = new Uint8Array(2 * (element.length + kept) + padding);
    wider.set(element.bytes.subarray(0, element.length));
    element.bytes = wider;
  }
  element.bytes.set(bytes.subarray(from, from + kept), element.length);
  element.length += kept;
}

/** Bytes behind the copy that a scanner may look at. */
const padding = 32;
