import { qualityCodes } from "@celadon/proto";
import type { InstantMs } from "@celadon/quantity";

/**
 * The one reading a decoder is at, filled field by field and then copied into columns: an object per reading would cost
 * more than all the rest. Names are numbers of the decoder's name tables.
 */
export interface ReadingSlot {
  factory: number;
  channel: number;
  atMs: InstantMs;
  /** value * 10^6 as a 64-bit two's complement, in halves of 32 bits: BigInt would allocate per reading. */
  valueLow: number;
  valueHigh: number;
  revision: number;
  coversSeconds: number;
  /** A code of `qualityCodes`. */
  quality: number;
  /** Bits of `readingMarks`. */
  marks: number;
  /** Second answers of the scanners, whose first is where they ended: the hash of a text, a whole number. */
  hash: number;
  whole: number;
}

export const emptySlot = (): ReadingSlot => ({
  factory: -1,
  channel: -1,
  atMs: 0.5, // a fraction, so that the engine lays the field out for large numbers from the start
  valueLow: 0,
  valueHigh: 0,
  revision: 0,
  coversSeconds: 0,
  quality: qualityCodes.measured,
  marks: 0,
  hash: 0,
  whole: 0.5,
});

/** Forgets the optional fields of the reading before. */
export function clearSlot(slot: ReadingSlot): void {
  slot.revision = 0;
  slot.coversSeconds = 0;
  slot.quality = qualityCodes.measured;
  slot.marks = 0;
}
