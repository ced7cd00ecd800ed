import { lineFeed } from "./ascii.ts";
import {
  countsOf,
  type DecoderOptions,
  flushAll,
  type Intake,
  intake,
  lineBytesMax,
  refuse,
  settled,
  takeReading,
} from "./intake.ts";
import { endLines, type LineHandler, lineFeedState, pushLines } from "./line-feed.ts";
import { afterMark, lineTooLong, plainView } from "./plain-bytes.ts";
import { scanReading, skipBlanks } from "./reading-scan.ts";
import type { ReadingDecoder, ReadingSink } from "./sink.ts";
import { readStrictly } from "./strict-reading.ts";

/** Newline-delimited JSON: one reading a line, blank lines skipped, a byte-order mark at the start ignored. */
export function ndjsonDecoder(options: DecoderOptions, sink: ReadingSink): ReadingDecoder {
  const state = intake(options, sink);
  const feed = lineFeedState();
  let line = 0;
  const handler: LineHandler = {
    lines(bytes, from, to) {
      line = decodeLines(state, bytes, line === 0 ? afterMark(bytes, from) : from, to, line);
    },
    tooLong(bytes, from, to) {
      refuse(state, ++line, lineTooLong, { bytes, from, to });
    },
  };
  return {
    push(bytes) {
      pushLines(feed, plainView(bytes), handler);
      return settled(state);
    },
    flush() {
      flushAll(state);
      return settled(state);
    },
    end() {
      endLines(feed, handler);
      flushAll(state);
      return settled(state);
    },
    counts: () => countsOf(state),
  };
}

/** Decodes the whole lines in bytes [from, to) and answers the number of the last one. */
function decodeLines(state: Intake, bytes: Uint8Array, from: number, to: number, lineBefore: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let line = lineBefore;
  let p = from;
  while (p < to) {
    line += 1;
    const end = scanReading(bytes, view, p, state);
    const next = end < 0 ? -1 : skipBlanks(bytes, end);
    if (next >= 0 && bytes[next] === lineFeed && next - p <= lineBytesMax) {
      takeReading(state, line);
      p = next + 1;
    } else {
      const lineEnd = bytes.indexOf(lineFeed, p);
      decodeStrictly(state, bytes, p, lineEnd, line);
      p = lineEnd + 1;
    }
  }
  return line;
}

function decodeStrictly(state: Intake, bytes: Uint8Array, from: number, to: number, line: number): void {
  if (skipBlanks(bytes, from) >= to) return;
  const wrong = to - from > lineBytesMax ? lineTooLong : readStrictly(bytes, from, to, state);
  if (wrong === undefined) takeReading(state, line);
  else refuse(state, line, wrong, { bytes, from, to });
}
