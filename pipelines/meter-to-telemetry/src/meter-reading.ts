import { addRow, closeChunk, openChunk, type ReadingChunk } from "./reading-chunk.ts";
import { emptySlot } from "./reading-slot.ts";

/** One reading of a device, before it is laid into columns. */
export interface MeterReading {
  readonly channel: string;
  readonly atMs: number;
  /** value * 10^6, exact; |valueMicro| < 10^18. */
  readonly valueMicro: bigint;
  readonly revision: number;
  /** 0: the channel's own period. */
  readonly coversSeconds: number;
  /** A code of `qualityCodes`. */
  readonly quality: number;
  /** Bits of `readingMarks`; `timely` is set by whoever knows when it came. */
  readonly marks: number;
}

/** Readings of one factory as the columns that travel; row i is reading i. A repeat stays in and is counted. */
export function chunkOf(factory: string, readings: readonly MeterReading[]): ReadingChunk {
  const chunk = openChunk(factory, Math.max(1, readings.length), true);
  const places = new Map<string, number>();
  const slot = emptySlot();
  readings.forEach((reading, row) => {
    let place = places.get(reading.channel);
    if (place === undefined) {
      place = chunk.channels.length;
      chunk.channels.push(reading.channel);
      places.set(reading.channel, place);
    }
    slot.atMs = reading.atMs;
    slot.valueLow = Number(BigInt.asIntN(32, reading.valueMicro));
    slot.valueHigh = Number(BigInt.asIntN(32, reading.valueMicro >> 32n));
    slot.revision = reading.revision;
    slot.coversSeconds = reading.coversSeconds;
    slot.quality = reading.quality;
    slot.marks = reading.marks;
    addRow(chunk, slot, place, row + 1);
  });
  return closeChunk(chunk);
}
