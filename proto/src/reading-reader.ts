import type { ReadingBatch } from "../gen/celadon/telemetry/v1/telemetry.ts";
import { batchFault } from "./batch-fault.ts";
import { microOf, readHigh, readInteger, readLow, wholeOf } from "./micro.ts";
import { microText, writeMicroText } from "./micro-text.ts";
import { faultyField, isSound, type ReadingRow, rowFault } from "./row-fault.ts";

/** The rows of a batch, read in place: nothing is copied, no object is made per row. Row i, 0 <= i < count. */
export interface ReadingReader {
  readonly count: number;
  /** Index into the batch's `channels`. */
  readonly channel: (i: number) => number;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly at: (i: number) => number;
  /** Integer part of the value, and the millionths beyond it; both carry the sign. */
  readonly whole: (i: number) => number;
  readonly micro: (i: number) => number;
  /** The value as exact decimal text without trailing zeros, "-12.5". */
  readonly valueText: (i: number) => string;
  /** Writes that text as ASCII at `offset` and returns the offset behind it; `target` needs `microTextBytes` of room. */
  readonly writeValue: (i: number, target: Uint8Array, offset: number) => number;
  readonly revision: (i: number) => number;
  readonly coversSeconds: (i: number) => number;
  /** A code of `qualityCodes`. */
  readonly quality: (i: number) => number;
  /** Bits of `readingMarks`. */
  readonly marks: (i: number) => number;
  /** Why the row can be no reading, as a sentence; undefined when it can. Ask before trusting bytes from outside. */
  readonly faultAt: (i: number) => string | undefined;
  /** The field that is at fault, for a reader who has words of his own. */
  readonly faultyFieldAt: (i: number) => ReturnType<typeof faultyField>;
}

/** Reads a decoded batch. Throws where `batchFault` finds its shape broken: bytes from outside are put to that first. */
export function readingReader(batch: ReadingBatch): ReadingReader {
  const fault = batchFault(batch);
  if (fault !== undefined) throw new RangeError(fault);
  const channels = batch.channels.length;
  const { quality, count } = batch;
  const channelColumn = viewOf(batch.channel);
  const atColumn = viewOf(batch.atMs);
  const valueColumn = viewOf(batch.valueMicro);
  const revisionColumn = viewOf(batch.revision);
  const coversColumn = viewOf(batch.coversSeconds);
  const marksColumn = viewOf(batch.marks);

  const reader: ReadingReader = {
    count,
    channel: (i) => channelColumn.getUint32(i * 4, true),
    at: (i) => readInteger(atColumn, i * 8),
    whole: (i) => wholeOf(readHigh(valueColumn, i * 8), readLow(valueColumn, i * 8)),
    micro: (i) => microOf(readHigh(valueColumn, i * 8), readLow(valueColumn, i * 8)),
    valueText: (i) => microText(readHigh(valueColumn, i * 8), readLow(valueColumn, i * 8)),
    writeValue: (i, target, offset) =>
      writeMicroText(readHigh(valueColumn, i * 8), readLow(valueColumn, i * 8), target, offset),
    revision: (i) => revisionColumn.getUint32(i * 4, true),
    coversSeconds: (i) => coversColumn.getUint32(i * 4, true),
    quality: (i) => quality[i] as number, // i < count, and the column's length was checked
    marks: (i) => marksColumn.getUint16(i * 2, true),
    faultAt: (i) => (isSound(rowOf(reader, i), channels) ? undefined : rowFault(rowOf(reader, i), channels)),
    faultyFieldAt: (i) => faultyField(rowOf(reader, i), channels),
  };
  return reader;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const rowOf = (reader: ReadingReader, i: number): ReadingRow => ({
  channel: reader.channel(i),
  atMs: reader.at(i),
  whole: reader.whole(i),
  micro: reader.micro(i),
  revision: reader.revision(i),
  coversSeconds: reader.coversSeconds(i),
  quality: reader.quality(i),
  marks: reader.marks(i),
});
