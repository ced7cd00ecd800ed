import { microTextBytes, type ReadingBatch, type ReadingReader, readingReader } from "@celadon/proto";
import { type Quality, type Reading, standing, type Touched } from "@celadon/telemetry-to-activity";
import type { Book } from "./book.ts";
import type { Channel } from "./channel.ts";
import type { SeqOf } from "./seq-of.ts";
import type { Sighting } from "./sightings.ts";

/** Rows of `readings`, sorted by channel, as the store takes them; and what they touch. */
export interface ReadingRows {
  readonly tsv: Uint8Array;
  readonly count: number;
  readonly touched: ReadonlyMap<Channel, TouchedRows>;
  /** Channel names whose id another name already has; their rows are left out. */
  readonly collisions: readonly { readonly factory: string; readonly channel: string }[];
}

interface TouchedRows extends Touched {
  readonly longestCoverMs: number;
  readonly fresh: FreshReadings;
  /** How the newest of them came, those from the future apart; undefined where no batch says when. */
  readonly sighting: Sighting | undefined;
}

/** What has just come of one channel; made when asked for. */
export interface FreshReadings {
  readonly count: number;
  readonly all: () => readonly Reading[];
  /** The reading that stands at the last instant. */
  readonly last: () => Reading | undefined;
}

export const readingColumns = [
  "channelId",
  "at",
  "value",
  "revision",
  "quality",
  "coversSeconds",
  "marks",
  "seq",
] as const;

/** Widest row: id 20, instant 14, value, revision 8, quality 2, covers 8, marks 4, seq 16, and eight separators. */
const rowBytes = 20 + 14 + microTextBytes + 8 + 2 + 8 + 4 + 16 + 8;

/**
 * Turns batches into one TabSeparated text. Rows go out channel by channel, by rising id: meters send in time, so the engine
 * finds them sorted and need not sort them again.
 */
export function readingRows(batches: readonly ReadingBatch[], book: Book, seqOf: SeqOf): ReadingRows {
  const readers = batches.map((batch) => ({ batch, reader: readingReader(batch) }));
  const perChannel = new Map<Channel, Part[]>();
  const collisions: { factory: string; channel: string }[] = [];
  for (const { batch, reader } of readers) {
    const rows = rowsByChannel(reader, batch.channels.length);
    batch.channels.forEach((name, index) => {
      const channel = book.name(batch.factory, name);
      if (channel === undefined) {
        collisions.push({ factory: batch.factory, channel: name });
        return;
      }
      const parts = perChannel.get(channel) ?? [];
      parts.push({ batch, reader, rows: rows[index] as Uint32Array });
      perChannel.set(channel, parts);
    });
  }
  const total = batches.reduce((sum, { count }) => sum + count, 0);
  const out = Buffer.allocUnsafe(total * rowBytes);
  const touched = new Map<Channel, TouchedRows>();
  let end = 0;
  let count = 0;
  const sorted = [...perChannel].sort(([a], [b]) => (a.channelId < b.channelId ? -1 : 1));
  for (const [channel, parts] of sorted) {
    const head = Buffer.from(`${channel.idText}\t`);
    const tail = Buffer.from(`\t${seqOf(channel.factory)}\n`);
    let [fromMs, toMs, longestCoverMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
    let sighting: Sighting | undefined;
    for (const { batch, reader, rows } of parts) {
      const beforeMs: number = sighting === undefined ? Number.NEGATIVE_INFINITY : sighting.atMs;
      let seenMs = beforeMs;
      const aheadMs = batch.receivedMs === notSaid ? Number.NEGATIVE_INFINITY : Number(batch.receivedMs) + aheadMsMax;
      for (const i of rows) {
        const atMs = reader.at(i);
        const covers = reader.coversSeconds(i);
        if (atMs < fromMs) fromMs = atMs;
        if (atMs > toMs) toMs = atMs;
        if (atMs > seenMs && atMs <= aheadMs) seenMs = atMs;
        if (covers * 1000 > longestCoverMs) longestCoverMs = covers * 1000;
        end += head.copy(out, end);
        end = writeInstant(out, end, atMs);
        out[end++] = 9;
        end = reader.writeValue(i, out, end);
        out[end++] = 9;
        end = writeSmall(out, end, reader.revision(i));
        out[end++] = 9;
        end = writeSmall(out, end, reader.quality(i));
        out[end++] = 9;
        end = writeSmall(out, end, covers);
        out[end++] = 9;
        end = writeSmall(out, end, reader.marks(i));
        end += tail.copy(out, end);
        count += 1;
      }
      if (seenMs > beforeMs) {
        sighting = { atMs: seenMs, receivedMs: Number(batch.receivedMs), origin: batch.origin };
      }
    }
    if (toMs >= fromMs) touched.set(channel, { fromMs, toMs, longestCoverMs, fresh: freshOf(parts), sighting });
  }
  return { tsv: out.subarray(0, end), count, touched, collisions };
}

/** The rows of one channel in a batch. */
interface Part {
  readonly batch: ReadingBatch;
  readonly reader: ReadingReader;
  readonly rows: Uint32Array;
}

/** The contract's word for a time that a batch does not say. */
const notSaid = 0n;
/** A reading further ahead of its receipt is in quarantine for it, and says nothing of when the meter was last heard of. */
const aheadMsMax = 300_000;

function freshOf(parts: readonly Part[]): FreshReadings {
  return {
    count: parts.reduce((sum, { rows }) => sum + rows.length, 0),
    all: () => parts.flatMap(({ reader, rows }) => Array.from(rows, (i) => readingAt(reader, i))),
    last: () => {
      let last: Reading | undefined;
      for (const { reader, rows } of parts) {
        for (const i of rows) {
          if (last !== undefined && reader.at(i) < last.atMs) continue;
          const reading = readingAt(reader, i);
          last = last?.atMs === reading.atMs ? standing(last, reading) : reading;
        }
      }
      return last;
    },
  };
}

const readingAt = (reader: ReadingReader, i: number): Reading => ({
  atMs: reader.at(i),
  valueMicro: BigInt(reader.whole(i)) * 1_000_000n + BigInt(reader.micro(i)),
  quality: reader.quality(i) as Quality, // the collector lets no other number through
  revision: reader.revision(i),
  coversSeconds: reader.coversSeconds(i),
  marks: reader.marks(i),
});

/** Row numbers of a batch by channel, in the order they came (a counting sort). */
function rowsByChannel(reader: ReadingReader, channels: number): readonly Uint32Array[] {
  const ends = new Uint32Array(channels + 1);
  for (let i = 0; i < reader.count; i++) ends[reader.channel(i) + 1] = (ends[reader.channel(i) + 1] as number) + 1;
  for (let c = 0; c < channels; c++) ends[c + 1] = (ends[c + 1] as number) + (ends[c] as number);
  const sorted = new Uint32Array(reader.count);
  const next = ends.slice();
  for (let i = 0; i < reader.count; i++) {
    const at = next[reader.channel(i)] as number;
    sorted[at] = i;
    next[reader.channel(i)] = at + 1;
  }
  return Array.from({ length: channels }, (_, c) => sorted.subarray(ends[c], ends[c + 1]));
}

/** `seconds.mmm`; instants lie between 2000 and 2100, so the seconds have nine or ten digits. */
function writeInstant(out: Uint8Array, at: number, atMs: number): number {
  const seconds = Math.floor(atMs / 1000);
  const ms = atMs - seconds * 1000;
  let end = writeSmall(out, at, seconds);
  out[end++] = 46;
  out[end++] = 48 + Math.floor(ms / 100);
  out[end++] = 48 + (Math.floor(ms / 10) % 10);
  out[end++] = 48 + (ms % 10);
  return end;
}

/** A whole number of at most ten digits. */
function writeSmall(out: Uint8Array, at: number, value: number): number {
  if (value < 10) {
    out[at] = 48 + value;
    return at + 1;
  }
  let digits = 0;
  for (let rest = value; rest >= 1; rest = Math.floor(rest / 10)) digits += 1;
  let rest = value;
  for (let i = at + digits - 1; i >= at; i--) {
    const next = Math.floor(rest / 10);
    out[i] = 48 + rest - next * 10;
    rest = next;
  }
  return at + digits;
}
