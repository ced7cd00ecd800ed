import { totalmem } from "node:os";
import type { KeptLimits } from "./kept-systems.ts";
import type { UploadLimits } from "./uploaded-files.ts";

/** What systems may take of the memory a process may use. */
export interface SystemLimits {
  readonly upload: UploadLimits;
  readonly kept: KeptLimits;
}

const systemsMost = 32;
const systemBytesMost = 256 * 2 ** 20;

/** An eighth for systems that are kept, as much for those that are on their way; the rest is for solving them. */
export const systemLimits = (memoryBytes: number = memoryOfProcess()): SystemLimits => ({
  upload: {
    systemBytesMost: Math.min(systemBytesMost, Math.floor(memoryBytes / 16)),
    comingBytesMost: Math.floor(memoryBytes / 8),
  },
  kept: { systemsMost, bytesMost: Math.floor(memoryBytes / 8) },
});

/** Of the machine, or of the container where that is less. */
export function memoryOfProcess(): number {
  const contained = process.constrainedMemory();
  return contained > 0 ? Math.min(contained, totalmem()) : totalmem();
}
