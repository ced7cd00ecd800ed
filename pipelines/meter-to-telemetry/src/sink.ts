import type { ReadingChunk } from "./reading-chunk.ts";
import type { DoorReason } from "./reasons.ts";

/** A reading the door refuses. Its neighbours go on. */
export interface Refusal {
  /** Counted from 1; in a JSON body the place in the list of readings. */
  readonly line: number;
  readonly verdict: "reject";
  readonly reason: DoorReason;
  /** A sentence: the rule, what breaks it, the fix. */
  readonly evidence: string;
  /** The beginning of the line, at most 200 characters, what is not printable shown as `\x07`. */
  readonly excerpt: string;
  /** The line as it came, at most 65,536 bytes of it: a copy. */
  readonly bytes: Uint8Array;
}

/** Where a decoder's results go. */
export interface ReadingSink {
  /** A promise holds the sender back: `push` answers with it. */
  chunk(chunk: ReadingChunk): void | Promise<void>;
  refused(refusal: Refusal): void;
}

/** What a decoder has done so far. `readings + refused` is every line that was not blank. */
export interface DecoderCounts {
  readonly readings: number;
  readonly refused: number;
  /** Of the readings: repeats within one chunk, and other contents of one key within one chunk. */
  readonly duplicates: number;
  readonly conflicts: number;
}

/** Bytes in, readings out; the result depends on the bytes alone, never on where they were cut. */
export interface ReadingDecoder {
  /** Takes the next bytes, whose array the caller may use again afterwards. Wait for the promise, where there is one, before the next push. */
  push(bytes: Uint8Array): void | Promise<void>;
  /** Hands over what is complete so far: for a stream that pauses, or one that broke off (then `end` would take half a number for a whole one). */
  flush(): void | Promise<void>;
  /** The bytes ended here, and ended well: the last line needs no line end. */
  end(): void | Promise<void>;
  counts(): DecoderCounts;
}
