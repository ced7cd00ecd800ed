import { createHash } from "node:crypto";
import type { RunningHash } from "@celadon/quantity";

/** SHA-256 by the platform: the same digest as `sha256Stream`, in a fraction of its time. */
export function nativeSha256(): RunningHash {
  const hash = createHash("sha256");
  return {
    update: (content) => {
      hash.update(content);
    },
    hex: () => hash.digest("hex"),
  };
}
