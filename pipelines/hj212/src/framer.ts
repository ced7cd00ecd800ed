import { frameAt, settingsOf } from "./decode-frame.ts";
import type { DecodeOptions, Settings } from "./decode-options.ts";
import type { ErrorCode } from "./fault-codes.ts";
import type { Frame } from "./frame.ts";
import { frameIn } from "./frame-in.ts";
import { bodyEnd, type Shut } from "./opened.ts";
import { nextStart } from "./segment-start.ts";

/** One frame, or one stretch of bytes that is none: then `frame` has one error and no fields. */
export interface Found {
  readonly frame: Frame;
  /** What it was read from; valid during the call only. Of a line above the limit its first bytes, as many as the limit allows. */
  readonly bytes: Uint8Array;
  /** Where these bytes begin in the stream. */
  readonly offset: number;
}

/** What went through so far. A byte is in a frame, dropped, or waits for the end of its line. */
export interface Counts {
  readonly frames: number;
  readonly faults: number;
  readonly droppedBytes: number;
}

export interface Framer {
  readonly push: (bytes: Uint8Array) => void;
  /** Says that the stream is over: what waits is a frame without its line end, or a fault. */
  readonly end: () => void;
  readonly counts: () => Counts;
}

/**
 * Cuts a stream into frames. What comes out depends on the bytes alone, never on where the reads were cut.
 *
 * The line end is the mark to trust: a segment holds none, and the declared length lies about encrypted frames. A line gives at most one
 * fault, and behind it at most one frame: so garbage is one fault, and a frame that was cut off never swallows the good one behind
 * it. The work is linear in the bytes whatever they are; at most twice `frameBytes` of them are kept.
 */
export function framer(take: (found: Found) => void, options: DecodeOptions = {}): Framer {
  const { offset = 0 } = options;
  const stream: Stream = {
    take,
    settings: settingsOf(options),
    held: new Uint8Array(firstBytes),
    length: 0,
    place: offset,
    isOver: false,
    frames: 0,
    faults: 0,
    framedBytes: 0,
  };
  return {
    push: (bytes) => push(stream, bytes),
    end: () => endLine(stream),
    counts: () => ({
      frames: stream.frames,
      faults: stream.faults,
      droppedBytes: stream.place - offset - stream.framedBytes,
    }),
  };
}

/** What a connection holds at first, and at most between two lines: there may be ten thousand of them. */
const firstBytes = 256;
const heldBytes = 4096;

interface Stream {
  readonly take: (found: Found) => void;
  readonly settings: Settings;
  /** The beginning of a line whose end has not come; of a line above the limit its last bytes. */
  held: Uint8Array;
  length: number;
  /** Where these bytes begin in the stream. */
  place: number;
  /** The line is above the limit, and that has been said. */
  isOver: boolean;
  frames: number;
  faults: number;
  framedBytes: number;
}

function push(stream: Stream, bytes: Uint8Array): void {
  let from = 0;
  for (;;) {
    const to = bytes.indexOf(10, from) + 1;
    if (to === 0) break;
    if (stream.length === 0 && to - from <= stream.settings.limits.frameBytes) {
      takeLine(stream, bytes, from, to); // the usual case: no byte is copied
      stream.place += to - from;
    } else {
      hold(stream, bytes, from, to);
      endLine(stream);
    }
    from = to;
  }
  hold(stream, bytes, from, bytes.length);
}

/** Keeps bytes of a line. Above the limit that is said once, and only its last bytes stay: no frame is longer. */
function hold(stream: Stream, bytes: Uint8Array, from: number, to: number): void {
  const { frameBytes } = stream.settings.limits;
  for (let p = from; p < to; ) {
    const count = Math.min(to - p, 2 * frameBytes - stream.length);
    if (stream.length + count > stream.held.length) widen(stream, stream.length + count);
    stream.held.set(bytes.subarray(p, p + count), stream.length);
    stream.length += count;
    p += count;
    if (stream.length > frameBytes && !stream.isOver) {
      stream.isOver = true;
      fault(stream, stream.held, 0, frameBytes, shut("frame-too-long", 0));
    }
    if (stream.length === 2 * frameBytes) keepLast(stream, frameBytes);
  }
}

function widen(stream: Stream, least: number): void {
  const wider = new Uint8Array(Math.min(2 * least, 2 * stream.settings.limits.frameBytes));
  wider.set(stream.held.subarray(0, stream.length));
  stream.held = wider;
}

function keepLast(stream: Stream, count: number): void {
  const gone = stream.length - count;
  if (gone <= 0) return;
  stream.held.copyWithin(0, gone, stream.length);
  stream.length = count;
  stream.place += gone;
}

function endLine(stream: Stream): void {
  keepLast(stream, stream.settings.limits.frameBytes);
  if (stream.length > 0) takeLine(stream, stream.held, 0, stream.length);
  stream.place += stream.length;
  stream.length = 0;
  stream.isOver = false;
  if (stream.held.length > heldBytes) stream.held = new Uint8Array(firstBytes); // a long line is no habit
}

/** A line in [from, to), with its line end where it has one; it begins at the stream's place. */
function takeLine(stream: Stream, bytes: Uint8Array, from: number, to: number): void {
  const end = bodyEnd(bytes, from, to);
  const { at, found } = frameIn(bytes, from, end, stream.settings);
  const isFrame = found.kind === "opened";
  if (!stream.isOver && !isBlank(bytes, from, isFrame ? at : end)) {
    const why = isFrame ? shut(nextStart(bytes, from, at) === -1 ? "no-frame" : "unfinished", from) : found;
    fault(stream, bytes, from, isFrame ? at : to, why);
  }
  if (!isFrame) return;
  const frame = frameAt(bytes, { at, end, to, offset: stream.place - from }, found, stream.settings);
  stream.frames += 1;
  stream.framedBytes += to - at;
  stream.take({ frame, bytes: bytes.subarray(at, to), offset: stream.place - from + at });
}

function fault(stream: Stream, bytes: Uint8Array, from: number, to: number, why: Shut): void {
  const offset = stream.place - from;
  const isCutOff = bytes[to - 1] !== 10 && cutOffReasons.has(why.code);
  const said = isCutOff ? shut("unfinished", from) : why;
  const frame = frameAt(bytes, { at: from, end: to, to, offset }, said, stream.settings);
  stream.faults += 1;
  stream.take({ frame, bytes: bytes.subarray(from, to), offset: stream.place });
}

/** What a frame looks like whose end never came. */
const cutOffReasons: ReadonlySet<ErrorCode> = new Set(["too-short", "length", "crc-digits"]);

const shut = (code: ErrorCode, at: number): Shut => ({ kind: "shut", code, at, evidence: "" });

/** Blanks and line ends between frames are no fault. */
function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let p = from; p < to; p++) if (bytes[p] !== 32 && bytes[p] !== 13) return false;
  return true;
}
