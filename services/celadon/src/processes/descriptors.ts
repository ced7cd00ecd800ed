import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The encoded contracts, for gRPC reflection. */
export const descriptors = (): Uint8Array =>
  readFileSync(fileURLToPath(import.meta.resolve("@celadon/proto/descriptors")));
