import { type ReadingBatch, readingWriter } from "@celadon/proto";

const first = { whole: 1, micro: 0, revision: 0, coversSeconds: 0, quality: 2, marks: 0 };

export interface BatchRow {
  readonly channel?: string;
  readonly atMs: number;
  readonly whole?: number;
  readonly micro?: number;
  readonly quality?: number;
  readonly revision?: number;
  readonly coversSeconds?: number;
}

/** A batch of the factory "mill" as a sender makes it; what a row leaves out is 1, measured, of channel "main". */
export function batchOf(rows: readonly BatchRow[], factory = "mill"): ReadingBatch {
  const writer = readingWriter(factory);
  for (const { channel = "main", ...row } of rows) writer.push({ ...first, ...row, channel: writer.channel(channel) });
  return writer.take({ receivedMs: 1, origin: "forged" });
}
