import type { RefusedRow } from "@celadon/meter-to-telemetry";
import { qualityWord, type ReadingBatch, type Refusal, readingReader, Verdict } from "@celadon/proto";
import type { QuarantinedLine } from "./settle.ts";

/** What is said of the rows of one batch that are no readings. */
export interface Rejections {
  /** For the sender. */
  readonly refusal: (row: RefusedRow) => Refusal;
  /** The row as text, for whoever looks it up later. */
  readonly content: (row: RefusedRow) => Uint8Array;
}

export function rejectionsOf(seq: bigint, batch: ReadingBatch): Rejections {
  const reader = readingReader(batch);
  const { buffer, byteOffset, byteLength } = batch.atMs;
  const instants = new DataView(buffer, byteOffset, byteLength);
  return {
    refusal: ({ row, reason, evidence }) => ({
      seq,
      index: row,
      verdict: Verdict.VERDICT_REJECTED,
      reason,
      evidence,
      channel: batch.channels[reader.channel(row)] ?? "",
      atMs: instants.getBigInt64(8 * row, true), // as sent: a nonsense instant has more digits than a double
    }),
    content: ({ row }) => {
      const text = {
        factory: batch.factory,
        channel: batch.channels[reader.channel(row)] ?? reader.channel(row),
        atMs: reader.at(row),
        value: reader.valueText(row),
        revision: reader.revision(row),
        coversSeconds: reader.coversSeconds(row),
        quality: qualityWord(reader.quality(row)) ?? reader.quality(row),
        marks: reader.marks(row),
      };
      return Buffer.from(JSON.stringify(text));
    },
  };
}

/** A row that is kept and does not count, as its sender is told. */
export const quarantine = (seq: bigint, { line, channel, atMs, reason, evidence }: QuarantinedLine): Refusal => ({
  seq,
  index: line - 1,
  verdict: Verdict.VERDICT_QUARANTINED,
  reason,
  evidence,
  channel,
  atMs: BigInt(atMs),
});
