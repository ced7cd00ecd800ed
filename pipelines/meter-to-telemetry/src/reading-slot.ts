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
  quality: number;
  /** Bits 0-6 unit code, 7 backfill, 8 manual. */
  marks: number;
  /** Second answers of the scanners, whose first is where they ended: the hash of a text, a whole number. */
  hash: number;
  whole: number;
}

export const quality = { estimated: 1, measured: 2, retracted: 15 } as const;
export const marks = { unit: 0x7f, backfill: 1 << 7, manual: 1 << 8, timely: 1 << 10 } as const;

/** What a reading must not exceed to be stored: its version keeps these many bits. */
export const revisionMax = 2 ** 24 - 1;
export const coversSecondsMax = 2 ** 25 - 1;

export const emptySlot = (): ReadingSlot => ({
  factory: -1,
  channel: -1,
  atMs: 0.5, // a fraction, so that the engine lays the field out for large numbers from the start
  valueLow: 0,
  valueHigh: 0,
  revision: 0,
  coversSeconds: 0,
  quality: quality.measured,
  marks: 0,
  hash: 0,
  whole: 0.5,
});

/** Forgets the optional fields of the reading before. */
export function clearSlot(slot: ReadingSlot): void {
  slot.revision = 0;
  slot.coversSeconds = 0;
  slot.quality = quality.measured;
  slot.marks = 0;
}
