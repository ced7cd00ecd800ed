import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { constants, gunzipSync } from "node:zlib";
import { unreadable } from "./read-text.ts";
import type { Shell } from "./shell.ts";

/** A file of readings, not read yet but for its beginning. */
export interface IngestSource {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Bytes in the file as it lies there; undefined for standard input. */
  readonly size?: number;
  readonly isGzip: boolean;
  /** Its beginning, unpacked: whole lines, and all of it where it is short. */
  readonly head: string;
}

const headBytes = 65_536;

/** Opens a file, or standard input for `-`. Whether it is compressed shows in its first two bytes, whatever its name says. */
export async function ingestSource(shell: Shell, file: string): Promise<IngestSource> {
  if (file === "-") {
    const { head, bytes } = await peek(shell.input);
    return { name: "standard input", bytes, ...headOf(head) };
  }
  const path = resolve(shell.folder, file);
  try {
    await using handle = await open(path);
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return { name: file, bytes: createReadStream(path), size, ...headOf(buffer.subarray(0, bytesRead)) };
  } catch (error) {
    throw unreadable(file, error);
  }
}

function headOf(head: Buffer): { readonly isGzip: boolean; readonly head: string } {
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const text = (isGzip ? unpacked(head) : head).toString("utf8");
  // A line cut in the middle has a value of fewer digits, which would make a register look as if it fell.
  const isCut = head.length >= headBytes;
  return { isGzip, head: isCut ? text.slice(0, text.lastIndexOf("\n") + 1) : text };
}

function unpacked(head: Buffer): Buffer {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0); // Broken gzip: the service reads it to where it breaks, and says so.
  }
}

/** The beginning of a stream that can be read only once, and the whole of it again. */
async function peek(
  input: AsyncIterable<Uint8Array>,
): Promise<{ readonly head: Buffer; readonly bytes: AsyncIterable<Uint8Array> }> {
  const pieces: Uint8Array[] = [];
  const rest = input[Symbol.asyncIterator]();
  for (let length = 0; length < headBytes; ) {
    const next = await rest.next();
    if (next.done === true) break;
    pieces.push(next.value);
    length += next.value.length;
  }
  return { head: Buffer.concat(pieces), bytes: again(pieces, { [Symbol.asyncIterator]: () => rest }) };
}

async function* again(pieces: readonly Uint8Array[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* pieces;
  yield* rest;
}
