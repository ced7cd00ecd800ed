import { batchFault, type ReadingBatch, readingMarks, readingReader } from "@celadon/proto";
import { accept, type InstantMs, isName, type Outcome, reject, unitByCode } from "@celadon/quantity";
import { toleranceMs } from "./intake.ts";
import { addRow, closeChunk, openChunk, type ReadingChunk } from "./reading-chunk.ts";
import { emptySlot, type ReadingSlot } from "./reading-slot.ts";
import type { DoorReason } from "./reasons.ts";

/** A row of a batch that the door refuses. Its neighbours go on. */
export interface RefusedRow {
  /** Its place in the batch, from 0. */
  readonly row: number;
  readonly reason: DoorReason;
  readonly evidence: string;
}

export interface TakenBatch {
  /** The rows that are readings; `line` is their place in the batch, counted from 1. */
  readonly chunk: ReadingChunk;
  readonly refused: readonly RefusedRow[];
  /** Rows of the chunk whose very reading stands in an earlier row. */
  readonly duplicateRows: ReadonlySet<number>;
}

/**
 * A batch as a sender made it, through the door: the rows that can be readings, with `timely` set or cleared by the clock of
 * the receiver, and the others with their reason. Depends on the bytes and `receivedMs` alone.
 *
 * Refused as a whole: `bad-batch`, a shape nobody can read; `bad-name`, a factory that is no name.
 */
export function takeBatch(batch: ReadingBatch, receivedMs: InstantMs): Outcome<TakenBatch, "bad-batch" | "bad-name"> {
  const fault = batchFault(batch);
  if (fault !== undefined) return reject("bad-batch", fault);
  if (!isName(batch.factory)) {
    return reject("bad-name", `"${batch.factory}" is no name of a factory: letters, digits, blanks and ._/()+-.`);
  }
  const chunk = openChunk(batch.factory, Math.max(1, batch.count), true);
  const places = new Map<string, number>();
  const placeOf = (name: string): number => {
    const known = places.get(name);
    if (known !== undefined) return known;
    places.set(name, chunk.channels.length);
    chunk.channels.push(name);
    return chunk.channels.length - 1;
  };
  const doorFault = doorOf(batch);
  const read = rowReader(batch, receivedMs + toleranceMs);
  const slot = emptySlot();
  const refused: RefusedRow[] = [];
  const duplicateRows = new Set<number>();
  for (let row = 0; row < batch.count; row++) {
    const found = doorFault(row);
    if (found !== undefined) {
      refused.push({ row, ...found });
      continue;
    }
    const before = chunk.duplicates;
    addRow(chunk, slot, placeOf(read(row, slot)), row + 1);
    if (chunk.duplicates > before) duplicateRows.add(chunk.count - 1);
  }
  return accept({ chunk: closeChunk(chunk), refused, duplicateRows });
}

const reasonOf = {
  channel: "bad-name",
  atMs: "time-out-of-bounds",
  whole: "value-too-large",
  revision: "bad-field",
  coversSeconds: "bad-field",
  quality: "bad-quality",
  marks: "bad-field",
} as const satisfies Record<string, DoorReason>;

/** Why a row is no reading: its numbers, the name of its channel, or its unit; undefined when it is one. */
function doorOf(batch: ReadingBatch): (row: number) => Pick<RefusedRow, "reason" | "evidence"> | undefined {
  const reader = readingReader(batch);
  const isNamed = batch.channels.map(isName);
  const isUnit = Array.from(
    { length: readingMarks.unitCode + 1 },
    (_, code) => code === 0 || unitByCode(code) !== undefined,
  );
  return (row) => {
    const evidence = reader.faultAt(row);
    const field = evidence === undefined ? undefined : reader.faultyFieldAt(row);
    if (evidence !== undefined && field !== undefined) return { reason: reasonOf[field], evidence };
    const channel = reader.channel(row);
    if (isNamed[channel] !== true) {
      const name = batch.channels[channel];
      return {
        reason: "bad-name",
        evidence: `Channel "${name}" is no name: 1 to 128 letters, digits, blanks and ._/()+-, a letter or digit at both ends.`,
      };
    }
    const unitCode = reader.marks(row) & readingMarks.unitCode;
    if (isUnit[unitCode] === true) return undefined;
    return {
      reason: "unknown-unit",
      evidence: `No unit has the code ${unitCode}: set 0 where the channel's own is meant.`,
    };
  };
}

/** Fills the slot with a row and answers with the name of its channel. The value is copied in halves, as it lies. */
function rowReader(batch: ReadingBatch, timelyUntilMs: InstantMs): (row: number, slot: ReadingSlot) => string {
  const reader = readingReader(batch);
  const { buffer, byteOffset, byteLength } = batch.valueMicro;
  const values = new DataView(buffer, byteOffset, byteLength);
  return (row, slot) => {
    slot.atMs = reader.at(row);
    slot.valueLow = values.getInt32(8 * row, true);
    slot.valueHigh = values.getInt32(8 * row + 4, true);
    slot.revision = reader.revision(row);
    slot.coversSeconds = reader.coversSeconds(row);
    slot.quality = reader.quality(row);
    const said = reader.marks(row) & ~readingMarks.timely;
    slot.marks = slot.atMs <= timelyUntilMs ? said | readingMarks.timely : said;
    return batch.channels[reader.channel(row)] as string; // the row was found sound
  };
}
