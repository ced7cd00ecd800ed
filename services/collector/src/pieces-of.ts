import type { ReadingChunk } from "@celadon/meter-to-telemetry";

export interface PieceLimits {
  readonly rows: number;
  readonly bytes: number;
}

/** Bytes of one row in a record: 4 of the channel, 8 and 8 of instant and value, 4 and 4, 1 and 2. */
const rowBytes = 31;
/** Bytes of a name's frame in a record, and of everything that stands in it once. */
const nameFrameBytes = 4;
const onceBytes = 512;

/** Cuts a chunk into pieces of neighbouring rows within the limits; each names only the channels of its own rows. */
export function piecesOf(chunk: ReadingChunk, limits: PieceLimits): readonly ReadingChunk[] {
  const pieces: ReadingChunk[] = [];
  let from = 0;
  let own = new Map<number, number>();
  let bytes = onceBytes;
  for (let row = 0; row < chunk.count; row++) {
    const channel = chunk.channel[row] as number;
    const isNew = !own.has(channel);
    const more = rowBytes + (isNew ? Buffer.byteLength(chunk.channels[channel] as string) + nameFrameBytes : 0);
    if (row > from && (row - from === limits.rows || bytes + more > limits.bytes)) {
      pieces.push(pieceOf(chunk, own, from, row));
      [from, own, bytes] = [row, new Map(), onceBytes];
      row -= 1; // looked at again, as the first of the next piece
      continue;
    }
    if (isNew) own.set(channel, own.size);
    bytes += more;
  }
  pieces.push(pieceOf(chunk, own, from, chunk.count));
  return pieces;
}

const pieceOf = (chunk: ReadingChunk, own: ReadonlyMap<number, number>, from: number, to: number): ReadingChunk => ({
  ...chunk,
  channels: [...own.keys()].map((channel) => chunk.channels[channel] as string),
  count: to - from,
  channel: chunk.channel.slice(from, to).map((channel) => own.get(channel) as number), // every one of these rows was seen
  atMs: chunk.atMs.subarray(from, to),
  valueMicro: chunk.valueMicro.subarray(from, to),
  revision: chunk.revision.subarray(from, to),
  coversSeconds: chunk.coversSeconds.subarray(from, to),
  quality: chunk.quality.subarray(from, to),
  marks: chunk.marks.subarray(from, to),
  line: chunk.line.subarray(from, to),
});
