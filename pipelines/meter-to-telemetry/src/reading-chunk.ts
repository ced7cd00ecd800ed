import type { ReadingSlot } from "./reading-slot.ts";
import { compareWithEarlier, conflict, duplicate, type KeyedRows, type SameKeys, sameKeys } from "./same-key.ts";

/**
 * Readings of one factory by columns; row i is element i of every column. The arrays hold whole numbers in the byte order
 * of the machine, which is the little-endian one of a ReadingBatch wherever Node runs (save IBM Z).
 */
export interface ReadingChunk {
  readonly factory: string;
  /** Distinct names; `channel` points into this list. */
  readonly channels: readonly string[];
  readonly count: number;
  readonly channel: Uint32Array;
  readonly atMs: BigInt64Array;
  /** value * 10^6. */
  readonly valueMicro: BigInt64Array;
  readonly revision: Uint32Array;
  readonly coversSeconds: Uint32Array;
  readonly quality: Uint8Array;
  readonly marks: Uint16Array;
  /** Where the reading stood: its line, counted from 1; in a JSON body its place in the list. */
  readonly line: Float64Array;
  /** Rows whose very reading stands in an earlier row of this chunk. */
  readonly duplicates: number;
  /** Rows with the key of an earlier row of this chunk and a content of their own; revision, then content decide. */
  readonly conflicts: number;
  /** The lines of the first 100 conflicts. */
  readonly conflictLines: readonly number[];
}

/** A chunk that still grows. `at` and `value` are 64-bit numbers in halves, the lower one first. */
export interface OpenChunk extends KeyedRows {
  readonly factory: string;
  readonly channels: string[];
  /** The channels' numbers in the name table, so that closing can free them. */
  readonly channelIds: number[];
  count: number;
  capacity: number;
  channel: Uint32Array;
  at: Int32Array;
  value: Int32Array;
  revision: Uint32Array;
  coversSeconds: Uint32Array;
  quality: Uint8Array;
  marks: Uint16Array;
  line: Float64Array;
  readonly keys: SameKeys | undefined;
  duplicates: number;
  conflicts: number;
  readonly conflictLines: number[];
}

/** Every chunk is made by this one literal, so that all have one layout in memory. */
export const openChunk = (factory: string, capacity: number, tellRepeats: boolean): OpenChunk => ({
  factory,
  channels: [],
  channelIds: [],
  count: 0,
  capacity,
  channel: new Uint32Array(capacity),
  at: new Int32Array(2 * capacity),
  value: new Int32Array(2 * capacity),
  revision: new Uint32Array(capacity),
  coversSeconds: new Uint32Array(capacity),
  quality: new Uint8Array(capacity),
  marks: new Uint16Array(capacity),
  line: new Float64Array(capacity),
  keys: tellRepeats ? sameKeys() : undefined,
  duplicates: 0,
  conflicts: 0,
  conflictLines: [],
});

/** Adds the slot's reading as a row; `channel` is the index into the chunk's list. */
export function addRow(chunk: OpenChunk, slot: ReadingSlot, channel: number, line: number): void {
  const row = chunk.count;
  if (row === chunk.capacity) widen(chunk);
  chunk.count = row + 1;
  const high = Math.floor(slot.atMs / 4_294_967_296);
  chunk.channel[row] = channel;
  chunk.at[2 * row] = (slot.atMs - high * 4_294_967_296) | 0;
  chunk.at[2 * row + 1] = high;
  chunk.value[2 * row] = slot.valueLow;
  chunk.value[2 * row + 1] = slot.valueHigh;
  chunk.revision[row] = slot.revision;
  chunk.coversSeconds[row] = slot.coversSeconds;
  chunk.quality[row] = slot.quality;
  chunk.marks[row] = slot.marks;
  chunk.line[row] = line;
  if (chunk.keys === undefined) return;
  const verdict = compareWithEarlier(chunk.keys, chunk, row, channel, slot.atMs);
  if (verdict === duplicate) chunk.duplicates += 1;
  else if (verdict === conflict) {
    chunk.conflicts += 1;
    if (chunk.conflictLines.length < 100) chunk.conflictLines.push(line);
  }
}

function widen(chunk: OpenChunk): void {
  chunk.capacity *= 2;
  chunk.channel = widened(chunk.channel, new Uint32Array(chunk.capacity));
  chunk.at = widened(chunk.at, new Int32Array(2 * chunk.capacity));
  chunk.value = widened(chunk.value, new Int32Array(2 * chunk.capacity));
  chunk.revision = widened(chunk.revision, new Uint32Array(chunk.capacity));
  chunk.coversSeconds = widened(chunk.coversSeconds, new Uint32Array(chunk.capacity));
  chunk.quality = widened(chunk.quality, new Uint8Array(chunk.capacity));
  chunk.marks = widened(chunk.marks, new Uint16Array(chunk.capacity));
  chunk.line = widened(chunk.line, new Float64Array(chunk.capacity));
}

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

function widened<C extends Column>(from: C, to: C): C {
  to.set(from);
  return to;
}

/** The rows for the receiver, whose arrays they are from now on: the open chunk must not be used again. */
export function closeChunk(chunk: OpenChunk): ReadingChunk {
  const { factory, channels, count, duplicates, conflicts, conflictLines } = chunk;
  return {
    factory,
    channels,
    count,
    channel: chunk.channel.subarray(0, count),
    atMs: new BigInt64Array(chunk.at.buffer, 0, count),
    valueMicro: new BigInt64Array(chunk.value.buffer, 0, count),
    revision: chunk.revision.subarray(0, count),
    coversSeconds: chunk.coversSeconds.subarray(0, count),
    quality: chunk.quality.subarray(0, count),
    marks: chunk.marks.subarray(0, count),
    line: chunk.line.subarray(0, count),
    duplicates,
    conflicts,
    conflictLines,
  };
}
