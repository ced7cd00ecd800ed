import { highBefore, isPossibleCrc } from "./crc.ts";
import type { Settings } from "./decode-options.ts";
import { cipherMark, hexNumber, type Opened, opened, type Shut } from "./opened.ts";
import { declaredLength, lastStart, nextStart, segmentStart } from "./segment-start.ts";

/** A frame inside a line, or why the first that seems to begin there is none. */
export interface FrameIn {
  /** Its ##; the end of the line where there is none. */
  readonly at: number;
  readonly found: Opened | Shut;
}

/**
 * The frame that a line in [from, end) ends with: the first ## from which length and CRC are right.
 *
 * Each ## could be tried in turn, at the cost of the line's length squared. But all end at the same CRC, so one pass backwards from it
 * tells every place where a plain segment may begin. And of an encrypted one the header holds no ## of its own: it begins at the last.
 */
export function frameIn(bytes: Uint8Array, from: number, end: number, settings: Settings): FrameIn {
  const first = nextStart(bytes, from, end);
  if (first === -1) return { at: end, found: { kind: "shut", code: "no-frame", at: from, evidence: "" } };
  const found = opened(bytes, first, end, settings);
  if (found.kind === "opened") return { at: first, found };
  const mark = cipherMark(bytes, first, end);
  const before = mark === -1 ? first : lastStart(bytes, first, mark);
  const encrypted = before === first ? found : opened(bytes, before, end, settings);
  if (encrypted.kind === "opened") return { at: before, found: encrypted };
  const at = plainStart(bytes, first + 1, end, settings);
  if (at === -1) return { at: end, found };
  const plain = opened(bytes, at, end, settings);
  return plain.kind === "opened" ? { at, found: plain } : { at: end, found };
}

/** The first ## at or behind `from` from which a plain segment has its declared length and the CRC at the end; -1 for none. */
function plainStart(bytes: Uint8Array, from: number, end: number, { limits }: Settings): number {
  const to = end - 4;
  const crc = to > from ? hexNumber(bytes, to) : -1;
  if (crc === -1 || !isPossibleCrc(crc)) return -1;
  let found = -1;
  let high = crc >> 8;
  const least = Math.max(from + 3, to - limits.segmentBytes);
  for (let p = to - 1; p >= least; p--) {
    high = highBefore(high, bytes[p] as number);
    if (high !== 0xff) continue;
    const at = lastStart(bytes, Math.max(from, p - 6), p);
    if (at !== -1 && segmentStart(bytes, at, end) === p && declaredLength(bytes, at, p) === to - p) found = at;
  }
  return found;
}
