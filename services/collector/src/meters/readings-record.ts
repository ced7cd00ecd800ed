import type { MeterReading } from "@celadon/meter-to-telemetry";
import { type ReadingBatch, readingLimits, TelemetryRecord } from "@celadon/proto";

/** Bytes of one row in a record: 4 of the channel, 8 and 8 of instant and value, 4 and 4, 1 and 2. */
const rowBytes = 31;
/** Bytes of a name's frame in a record, and of everything that stands in it once. */
const nameFrameBytes = 4;
const onceBytes = 512;

/** So many readings fit a message whatever their names, of 128 letters at most. */
const surelyFit = 500;

/** Whence readings came, and when. */
export interface Receipt {
  readonly receivedMs: number;
  readonly origin: string;
}

/**
 * Readings of a factory as the record that travels. Of ten thousand frames a second each has a handful: so the columns of a record lie in
 * one stretch of pooled memory, where a chunk would make an array for each of them.
 */
export function readingsRecord(factory: string, readings: readonly MeterReading[], receipt: Receipt): Uint8Array {
  const count = readings.length;
  const bytes = Buffer.allocUnsafe(rowBytes * count);
  const column = (from: number, width: number): Buffer => bytes.subarray(from * count, (from + width) * count);
  const channels: string[] = [];
  const value: ReadingBatch = {
    ...{ factory, channels, count },
    ...{ channel: column(0, 4), atMs: column(4, 8), valueMicro: column(12, 8), revision: column(20, 4) },
    ...{ coversSeconds: column(24, 4), quality: column(28, 1), marks: column(29, 2) },
    ...{ receivedMs: BigInt(receipt.receivedMs), origin: receipt.origin },
  };
  const places = new Map<string, number>();
  for (let row = 0; row < count; row++) {
    const reading = readings[row] as MeterReading; // below the count
    let place = places.get(reading.channel);
    if (place === undefined) {
      place = channels.push(reading.channel) - 1;
      places.set(reading.channel, place);
    }
    bytes.writeUInt32LE(place, 4 * row);
    // An instant is a whole number below 2^53: in halves, as a bigint of each would be garbage.
    const high = Math.floor(reading.atMs / 4_294_967_296);
    bytes.writeUInt32LE(reading.atMs - high * 4_294_967_296, 4 * count + 8 * row);
    bytes.writeInt32LE(high, 4 * count + 8 * row + 4);
    bytes.writeBigInt64LE(reading.valueMicro, 12 * count + 8 * row);
    bytes.writeUInt32LE(reading.revision, 20 * count + 4 * row);
    bytes.writeUInt32LE(reading.coversSeconds, 24 * count + 4 * row);
    bytes[28 * count + row] = reading.quality;
    bytes.writeUInt16LE(reading.marks, 29 * count + 2 * row);
  }
  return TelemetryRecord.encode({ record: { $case: "readings", value } }).finish();
}

/** Cuts readings into runs that fit a message of the event log each. */
export function messagesOf(readings: readonly MeterReading[]): readonly (readonly MeterReading[])[] {
  if (readings.length <= surelyFit) return [readings];
  const { rowsPerMessage, bytesPerMessage } = readingLimits;
  const runs: (readonly MeterReading[])[] = [];
  let from = 0;
  let bytes = onceBytes;
  let names = new Set<string>();
  for (const [row, { channel }] of readings.entries()) {
    const nameBytes = names.has(channel) ? 0 : Buffer.byteLength(channel) + nameFrameBytes;
    if (row > from && (row - from === rowsPerMessage || bytes + rowBytes + nameBytes > bytesPerMessage)) {
      runs.push(readings.slice(from, row));
      [from, bytes, names] = [row, onceBytes + Buffer.byteLength(channel) + nameFrameBytes, new Set()];
    } else bytes += nameBytes;
    bytes += rowBytes;
    names.add(channel);
  }
  runs.push(from === 0 ? readings : readings.slice(from));
  return runs;
}
