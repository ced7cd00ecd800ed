import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system of its own that can be filled. */
export interface SmallDisk extends Disposable {
  readonly folder: string;
  /** Takes the last byte. */
  fill(): void;
  /** Gives back what `fill` took. */
  free(): void;
}

/** Mounts one of so many MiB, in memory; or says why that cannot be done here. */
export function smallDisk(mib: number): SmallDisk | string {
  if (process.platform !== "linux") return "A small disk is mounted by Linux, and this is another system.";
  const folder = mkdtempSync(join(tmpdir(), "celadon-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${mib}m`, "tmpfs", folder], { encoding: "utf8" });
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    return `No small disk can be mounted here (${mounted.error?.message ?? mounted.stderr.trim()}): run this as root.`;
  }
  const filler = join(folder, "filler");
  return {
    folder,
    fill: () => {
      const file = openSync(filler, "a");
      try {
        for (let piece = Buffer.alloc(1_048_576); piece.length > 0; ) piece = takenOf(file, piece);
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler),
    [Symbol.dispose]: () => {
      spawnSync("umount", ["-l", folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Writes the piece; once it does not fit, smaller ones are tried, down to none. */
function takenOf(file: number, piece: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  try {
    writeSync(file, piece);
    return piece;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") {
      return piece.subarray(0, Math.floor(piece.length / 2));
    }
    throw error;
  }
}
