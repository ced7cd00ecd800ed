import type { ReadingChunk } from "@celadon/meter-to-telemetry";
import { type ReadingBatch, TelemetryRecord } from "@celadon/proto";

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** A chunk as the record that travels: its columns are already the little-endian arrays of the contract. */
export function toRecord(
  chunk: ReadingChunk,
  receipt: { readonly receivedMs: number; readonly origin: string },
): Uint8Array {
  const value: ReadingBatch = {
    factory: chunk.factory,
    channels: [...chunk.channels],
    count: chunk.count,
    channel: bytesOf(chunk.channel),
    atMs: bytesOf(chunk.atMs),
    valueMicro: bytesOf(chunk.valueMicro),
    revision: bytesOf(chunk.revision),
    coversSeconds: bytesOf(chunk.coversSeconds),
    quality: chunk.quality,
    marks: bytesOf(chunk.marks),
    receivedMs: BigInt(receipt.receivedMs),
    origin: receipt.origin,
  };
  return TelemetryRecord.encode({ record: { $case: "readings", value } }).finish();
}
