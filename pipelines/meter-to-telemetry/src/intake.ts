import { readingLimits, readingMarks } from "@celadon/proto";
import type { InstantMs } from "@celadon/quantity";
import { excerptOf } from "./excerpt.ts";
import { type DateCache, dateCache } from "./instant-scan.ts";
import { forgetNames, type Names, nameIdOfText, names, namesFull } from "./names.ts";
import { addRow, closeChunk, type OpenChunk, openChunk } from "./reading-chunk.ts";
import { emptySlot, type ReadingSlot } from "./reading-slot.ts";
import type { DoorReason } from "./reasons.ts";
import type { DecoderCounts, ReadingSink } from "./sink.ts";

/** What every decoder is given. */
export interface DecoderOptions {
  /** What a reading means that does not say so itself. */
  readonly defaults?: { readonly factory?: string };
  /** When the request came in. A reading later than 5 minutes after it is stored without the mark `timely`. */
  readonly receivedMs: InstantMs;
  /** Readings per chunk, at most the 100,000 of a batch; 50,000 where nothing is said. */
  readonly chunkRows?: number;
  /** Whether chunks count repeats and conflicts, which takes some 5 % of the time, 20 % where rows are shuffled. True where nothing is said. */
  readonly tellRepeats?: boolean;
  /** Text of bytes, for CSV that is not UTF-8 (GBK from a Chinese spreadsheet); it may throw on bytes that are none. */
  readonly text?: (bytes: Uint8Array) => string;
}

/**
 * Beyond so many channels a decoder hands over its chunks, forgets all names and begins again, so that a stream of ever
 * new names cannot fill the memory. Only channels of readings count, which do not depend on where the bytes were cut.
 */
const channelsMax = 65_536;

/** How far a meter's clock may be ahead. */
export const toleranceMs = 5 * 60_000;

/** So many factories may have an open chunk at once; then all are handed over. */
const openMax = 4096;

/** The common end of all decoders: one slot in, per-factory chunks and refusals out. */
export interface Intake {
  readonly slot: ReadingSlot;
  readonly dates: DateCache;
  readonly names: Names;
  /** Number of the default factory, -1 without one. */
  defaultFactory: number;
  defaultName: string | undefined;
  readonly timelyUntilMs: InstantMs;
  readonly chunkRows: number;
  readonly tellRepeats: boolean;
  readonly sink: ReadingSink;
  /** The open chunk by factory number; the factories in the order in which they were opened. */
  open: (OpenChunk | undefined)[];
  opened: number[];
  openRows: number;
  /** The place of each channel number in the open chunk of its factory: -1 when it is in none, -2 when it never was. */
  places: Int32Array;
  /** Channels that were in a chunk since the names were last forgotten. */
  channelsTaken: number;
  /** Rows of the chunk closed last: the next one will be as large. */
  usualRows: number;
  waiting: Promise<void>[];
  readings: number;
  refused: number;
  duplicates: number;
  conflicts: number;
}

export function intake(
  { defaults, receivedMs, chunkRows = 50_000, tellRepeats = true }: DecoderOptions,
  sink: ReadingSink,
): Intake {
  if (chunkRows > readingLimits.rowsPerBatch) {
    throw new Error(
      `A chunk of ${chunkRows} readings is more than a batch holds: take at most ${readingLimits.rowsPerBatch}.`,
    );
  }
  const state: Intake = {
    slot: emptySlot(),
    dates: dateCache(),
    names: names(),
    defaultFactory: -1,
    defaultName: defaults?.factory,
    timelyUntilMs: receivedMs + toleranceMs,
    chunkRows,
    tellRepeats,
    sink,
    open: [],
    opened: [],
    openRows: 0,
    places: new Int32Array(1024).fill(-2),
    channelsTaken: 0,
    usualRows: Math.min(1024, chunkRows),
    waiting: [],
    readings: 0,
    refused: 0,
    duplicates: 0,
    conflicts: 0,
  };
  nameDefault(state);
  return state;
}

/** The caller's own factory name is code or configuration, not input: a wrong one is a mistake of the program. */
function nameDefault(state: Intake): void {
  if (state.defaultName === undefined || setDefaultFactory(state, state.defaultName)) return;
  throw new Error(`The default factory "${state.defaultName}" is not a name.`);
}

/** From here on readings that name no factory are of this one; false when it is no name. */
export function setDefaultFactory(state: Intake, name: string): boolean {
  state.defaultName = name;
  state.defaultFactory = nameIdOfText(state.names.factories, name, 0);
  return state.defaultFactory >= 0;
}

/** Adds the slot's reading to the chunk of its factory, and hands that over when it is full. */
export function takeReading(state: Intake, line: number): void {
  const { slot } = state;
  if (slot.atMs <= state.timelyUntilMs) slot.marks |= readingMarks.timely;
  const chunk = state.open[slot.factory] ?? open(state, slot.factory);
  if (slot.channel >= state.places.length) widenPlaces(state, slot.channel);
  let place = state.places[slot.channel] as number;
  if (place < 0) {
    if (place === -2) state.channelsTaken += 1;
    place = chunk.channels.length;
    const name = state.names.channels.texts[slot.channel] as string;
    chunk.channels.push(name);
    chunk.channelIds.push(slot.channel);
    state.places[slot.channel] = place;
  }
  addRow(chunk, slot, place, line);
  state.openRows += 1;
  if (chunk.count >= state.chunkRows) close(state, slot.factory);
  else if (state.openRows >= 2 * state.chunkRows) flushAll(state);
  if (state.channelsTaken > channelsMax || namesFull(state.names)) beginAgain(state);
}

function open(state: Intake, factory: number): OpenChunk {
  if (state.opened.length === openMax) flushAll(state);
  // The first chunk begins as large as the one before it ended; the more stand open, the smaller the next begins.
  const rows = Math.max(16, Math.min(state.usualRows, Math.floor(state.chunkRows / (state.opened.length + 1))));
  const chunk = openChunk(state.names.factories.texts[factory] as string, rows, state.tellRepeats);
  state.open[factory] = chunk;
  state.opened.push(factory);
  return chunk;
}

function close(state: Intake, factory: number): void {
  const chunk = state.open[factory];
  if (chunk === undefined) return;
  state.open[factory] = undefined;
  state.opened.splice(state.opened.indexOf(factory), 1);
  state.openRows -= chunk.count;
  state.usualRows = chunk.count;
  state.readings += chunk.count;
  state.duplicates += chunk.duplicates;
  state.conflicts += chunk.conflicts;
  for (const id of chunk.channelIds) state.places[id] = -1;
  const waiting = state.sink.chunk(closeChunk(chunk));
  if (waiting !== undefined) state.waiting.push(waiting);
}

/** Hands over every open chunk, in the order in which they were opened. */
export function flushAll(state: Intake): void {
  for (const factory of [...state.opened]) close(state, factory);
}

function beginAgain(state: Intake): void {
  flushAll(state);
  forgetNames(state.names);
  state.open = [];
  state.places.fill(-2);
  state.channelsTaken = 0;
  nameDefault(state);
}

function widenPlaces(state: Intake, channel: number): void {
  const wider = new Int32Array(2 * Math.max(channel, state.places.length)).fill(-2);
  wider.set(state.places);
  state.places = wider;
}

/** Tells the sink of a refused reading in bytes [from, to). */
export function refuse(
  state: Intake,
  line: number,
  { reason, evidence }: { readonly reason: DoorReason; readonly evidence: string },
  { bytes, from, to }: { readonly bytes: Uint8Array; readonly from: number; readonly to: number },
): void {
  state.refused += 1;
  const kept = bytes.slice(from, Math.min(to, from + lineBytesMax));
  state.sink.refused({ line, verdict: "reject", reason, evidence, excerpt: excerptOf(kept), bytes: kept });
}

/** No line of a meter is longer; what is, is refused once and skipped to its end. */
export const lineBytesMax = 65_536;

/** The promise of all chunks the sink still works on, if there are any. */
export function settled(state: Intake): void | Promise<void> {
  if (state.waiting.length === 0) return;
  const all = Promise.all(state.waiting).then(() => undefined);
  state.waiting = [];
  return all;
}

export const countsOf = ({ readings, refused, duplicates, conflicts, openRows }: Intake): DecoderCounts => ({
  readings: readings + openRows,
  refused,
  duplicates,
  conflicts,
});
