import { lineFeed } from "./ascii.ts";
import { lineBytesMax } from "./intake.ts";

/** What becomes of the lines. `lines` gets whole lines with their line ends, any number at once. */
export interface LineHandler {
  lines(bytes: Uint8Array, from: number, to: number): void;
  /** The first bytes of a line that is longer than a line may be; the rest of it is skipped. */
  tooLong(bytes: Uint8Array, from: number, to: number): void;
}

/** Cuts bytes into lines. Holds at most one unfinished line, and of a longer one nothing but that it is too long. */
export interface LineFeed {
  carry: Uint8Array;
  carried: number;
  skipping: boolean;
}

export const lineFeedState = (): LineFeed => ({ carry: new Uint8Array(1024), carried: 0, skipping: false });

/** Hands every line that is complete now to the handler. */
export function pushLines(feed: LineFeed, bytes: Uint8Array, handler: LineHandler): void {
  let p = 0;
  if (feed.skipping || feed.carried > 0) {
    const end = bytes.indexOf(lineFeed);
    keep(feed, bytes, 0, end < 0 ? bytes.length : end + 1, handler);
    if (end < 0) return;
    p = end + 1;
    if (!feed.skipping) handler.lines(feed.carry, 0, feed.carried);
    feed.skipping = false;
    feed.carried = 0;
  }
  const last = bytes.lastIndexOf(lineFeed) + 1;
  if (last > p) {
    handler.lines(bytes, p, last);
    p = last;
  }
  keep(feed, bytes, p, bytes.length, handler);
}

/** The bytes end here, so what is left is a line. */
export function endLines(feed: LineFeed, handler: LineHandler): void {
  if (feed.carried > 0 && !feed.skipping) pushLines(feed, Uint8Array.of(lineFeed), handler);
  feed.carried = 0;
  feed.skipping = false;
}

function keep(feed: LineFeed, bytes: Uint8Array, from: number, to: number, handler: LineHandler): void {
  if (feed.skipping) return;
  const kept = Math.min(to - from, lineBytesMax + 1 - feed.carried);
  if (feed.carried + kept > feed.carry.length) {
    const wider = new Uint8Array(Math.min(2 * (feed.carried + kept), lineBytesMax + 1));
    wider.set(feed.carry.subarray(0, feed.carried));
    feed.carry = wider;
  }
  feed.carry.set(bytes.subarray(from, from + kept), feed.carried);
  feed.carried += kept;
  if (kept === to - from) return;
  handler.tooLong(feed.carry, 0, feed.carried);
  feed.skipping = true;
  feed.carried = 0;
}
