import { closeSync, existsSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";

/** One record of a journal, and the byte where the next begins. */
export interface JournalRecord {
  readonly key: string;
  readonly value: Uint8Array;
  readonly end: number;
}

/**
 * A file of records that only grows: length, CRC-32, key length, key, value. What `append` returned from is on the disk
 * (fdatasync); what it threw for is not. A record cut short by a crash fails its check and is cut off when the file is
 * opened.
 */
export interface Journal {
  append(key: string, value: Uint8Array): number;
  /** Several records by one write and one fdatasync: all of them, or none. Tells where each ends. */
  appendAll(records: readonly { readonly key: string; readonly value: Uint8Array }[]): readonly number[];
  /** Records from the byte `from` on, at most about `maxBytes`, at least one if there is one. */
  read(from: number, maxBytes: number): readonly JournalRecord[];
  readonly end: () => number;
  /** Forgets everything, for a journal that all its readers have finished. */
  clear(): void;
  close(): void;
}

const headBytes = 12;

export function openJournal(path: string): Journal {
  const file = openSync(path, existsSync(path) ? "r+" : "w+", 0o600);
  let end = 0;
  const size = fstatSync(file).size;
  for (let record = readRecord(file, 0, size); record !== undefined; record = readRecord(file, end, size))
    end = record.end;
  if (end < size) ftruncateSync(file, end);
  const appendAll: Journal["appendAll"] = (records) => {
    const ends: number[] = [];
    let at = end;
    const parts = records.flatMap(({ key, value }) => {
      const name = Buffer.from(key);
      const head = Buffer.alloc(headBytes);
      head.writeUInt32LE(name.length + value.length, 0);
      head.writeUInt32LE(crc32(value, crc32(name)), 4);
      head.writeUInt32LE(name.length, 8);
      at += headBytes + name.length + value.length;
      ends.push(at);
      return [head, name, value];
    });
    writeWhole(file, Buffer.concat(parts), end);
    end = at;
    return ends;
  };
  return {
    append: (key, value) => appendAll([{ key, value }])[0] as number, // one in, one out
    appendAll,
    read: (from, maxBytes) => {
      const records: JournalRecord[] = [];
      for (let at = from; at < end && at - from < maxBytes; ) {
        const record = readRecord(file, at, end);
        if (record === undefined)
          throw new Error(`Journal ${path} is damaged at byte ${at}: restore it from a backup.`);
        records.push(record);
        at = record.end;
      }
      return records;
    },
    end: () => end,
    clear: () => {
      ftruncateSync(file, 0);
      end = 0;
    },
    close: () => closeSync(file),
  };
}

/** A disk that fills up takes a part and says so only at the next byte; what it took is cut off again. */
function writeWhole(file: number, bytes: Uint8Array, at: number): void {
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done);
    fdatasyncSync(file);
  } catch (error) {
    ftruncateSync(file, at);
    throw error;
  }
}

function readRecord(file: number, at: number, size: number): JournalRecord | undefined {
  if (at + headBytes > size) return undefined;
  const head = Buffer.alloc(headBytes);
  readSync(file, head, 0, headBytes, at);
  const length = head.readUInt32LE(0);
  const nameLength = head.readUInt32LE(8);
  const end = at + headBytes + length;
  if (end > size || nameLength > length) return undefined;
  const body = Buffer.alloc(length);
  readSync(file, body, 0, length, at + headBytes);
  if (crc32(body) !== head.readUInt32LE(4)) return undefined;
  return { key: body.toString("utf8", 0, nameLength), value: body.subarray(nameLength), end };
}
