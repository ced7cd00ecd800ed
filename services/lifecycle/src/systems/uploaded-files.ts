import { systemFiles } from "@celadon/inventory-to-footprint/systems";
import type { UploadRequest } from "@celadon/proto";
import { refuse } from "@celadon/runtime";

/** The bytes of a system folder's files, in blocks of memory that threads share. */
export type UploadedFiles = ReadonlyMap<string, readonly Uint8Array[]>;

/** How much may be taken in. */
export interface UploadLimits {
  /** Of one system, all its files. */
  readonly systemBytesMost: number;
  /** Of all systems that are on their way. */
  readonly comingBytesMost: number;
}

const uncertaintyFile = "uncertainty.csv";
const known: readonly string[] = [...systemFiles.matrices, ...systemFiles.indices, uncertaintyFile];
const blockBytes = 1 << 18;

/**
 * Takes in uploads and tells `use` the files of each; what they take counts until it is done. Refused while it streams in: a file that is
 * none of a system folder, a system above the limit, more on their way than there is room for.
 */
export function uploads({ systemBytesMost, comingBytesMost }: UploadLimits) {
  let coming = 0;
  return async <T>(requests: AsyncIterable<UploadRequest>, use: (files: UploadedFiles) => Promise<T>): Promise<T> => {
    const files = new Map<string, Block[]>();
    let taken = 0;
    let reserved = 0;
    const reserve = (bytes: number): void => {
      if (coming + bytes > comingBytesMost)
        throw refuse({
          status: 429,
          code: "too-many-uploads",
          message: `Systems of ${comingBytesMost} bytes are on their way already: upload this one in a while.`,
        });
      coming += bytes;
      reserved += bytes;
    };
    try {
      for await (const { file, content } of requests) {
        if (!known.includes(file))
          throw refuse({
            status: 400,
            code: "bad-file",
            message: `"${file.slice(0, 120)}" is no file of a system: it has ${known.join(", ")}.`,
          });
        taken += content.length;
        if (taken > systemBytesMost)
          throw refuse({
            status: 413,
            code: "system-too-large",
            message: `The files of a system may have ${systemBytesMost} bytes together, and this one has more: cut off what does not matter, or use celadon lca on a folder, which has no such limit.`,
          });
        const blocks = files.get(file) ?? [];
        files.set(file, blocks);
        append(blocks, content, reserve);
      }
      return await use(new Map([...files].map(([file, blocks]) => [file, blocks.map(filledPart)])));
    } finally {
      coming -= reserved;
    }
  };
}

interface Block {
  readonly bytes: Uint8Array;
  used: number;
}

const filledPart = ({ bytes, used }: Block): Uint8Array => bytes.subarray(0, used);

/** Fills blocks, so that their number depends on the bytes alone and not on how small the pieces are. */
function append(blocks: Block[], content: Uint8Array, reserve: (bytes: number) => void): void {
  for (let from = 0; from < content.length; ) {
    let block = blocks.at(-1);
    if (block === undefined || block.used === block.bytes.length) {
      reserve(blockBytes);
      block = { bytes: new Uint8Array(new SharedArrayBuffer(blockBytes)), used: 0 };
      blocks.push(block);
    }
    const count = Math.min(content.length - from, block.bytes.length - block.used);
    block.bytes.set(content.subarray(from, from + count), block.used);
    block.used += count;
    from += count;
  }
}
