import type { ReadingBatch } from "../gen/celadon/telemetry/v1/telemetry.ts";
import { writeInteger, writeMicro } from "./micro.ts";
import { columnBytes } from "./reading-columns.ts";
import { isSound, type ReadingRow, rowFault } from "./row-fault.ts";

/** Where a batch came from and when; the collector's own words. */
export interface Receipt {
  readonly receivedMs: number;
  readonly origin: string;
}

/** Gathers readings of one factory into the columns of a batch. */
export interface ReadingWriter {
  /** Index of a channel name in the batch being gathered; a new name gets the next one. */
  readonly channel: (name: string) => number;
  /** Adds a row. The object is read at once and not kept, so one object may serve for all rows. Throws on a row that breaks a limit. */
  readonly push: (row: ReadingRow) => void;
  /** Rows gathered since the last `take`. */
  readonly count: () => number;
  /** The gathered rows as a batch of its own memory. The writer starts empty again; indices of channels are given anew. */
  readonly take: (receipt: Receipt) => ReadingBatch;
}

/** A writer for readings of `factory`. Its memory grows with the largest batch and is kept for the next. */
export function readingWriter(factory: string): ReadingWriter {
  const channels = new Map<string, number>();
  let rows = 0;
  let room = 0;
  let channel = emptyColumn();
  let atMs = emptyColumn();
  let valueMicro = emptyColumn();
  let revision = emptyColumn();
  let coversSeconds = emptyColumn();
  let quality = emptyColumn();
  let marks = emptyColumn();

  const grow = (): void => {
    room = Math.max(1024, room * 2);
    channel = grown(channel, room * columnBytes.channel);
    atMs = grown(atMs, room * columnBytes.atMs);
    valueMicro = grown(valueMicro, room * columnBytes.valueMicro);
    revision = grown(revision, room * columnBytes.revision);
    coversSeconds = grown(coversSeconds, room * columnBytes.coversSeconds);
    quality = grown(quality, room * columnBytes.quality);
    marks = grown(marks, room * columnBytes.marks);
  };

  return {
    channel: (name) => {
      const known = channels.get(name);
      if (known !== undefined) return known;
      channels.set(name, channels.size);
      return channels.size - 1;
    },
    push: (row) => {
      if (!isSound(row, channels.size)) {
        throw new RangeError(`Row ${rows} of a batch of factory "${factory}": ${rowFault(row, channels.size)}`);
      }
      if (rows === room) grow();
      channel.setUint32(rows * 4, row.channel, true);
      writeInteger(atMs, rows * 8, row.atMs);
      writeMicro(valueMicro, rows * 8, row.whole, row.micro);
      revision.setUint32(rows * 4, row.revision, true);
      coversSeconds.setUint32(rows * 4, row.coversSeconds, true);
      quality.setUint8(rows, row.quality);
      marks.setUint16(rows * 2, row.marks, true);
      rows++;
    },
    count: () => rows,
    take: ({ receivedMs, origin }) => {
      const batch = {
        factory,
        channels: [...channels.keys()],
        count: rows,
        channel: copyOf(channel, rows * columnBytes.channel),
        atMs: copyOf(atMs, rows * columnBytes.atMs),
        valueMicro: copyOf(valueMicro, rows * columnBytes.valueMicro),
        revision: copyOf(revision, rows * columnBytes.revision),
        coversSeconds: copyOf(coversSeconds, rows * columnBytes.coversSeconds),
        quality: copyOf(quality, rows * columnBytes.quality),
        marks: copyOf(marks, rows * columnBytes.marks),
        receivedMs: BigInt(receivedMs),
        origin,
      };
      rows = 0;
      channels.clear();
      return batch;
    },
  };
}

type OwnView = DataView<ArrayBuffer>;

const emptyColumn = (): OwnView => new DataView(new ArrayBuffer(0));

const copyOf = (column: OwnView, bytes: number): Uint8Array => new Uint8Array(column.buffer.slice(0, bytes));

function grown(column: OwnView, bytes: number): OwnView {
  const larger = new Uint8Array(bytes);
  larger.set(new Uint8Array(column.buffer));
  return new DataView(larger.buffer);
}
