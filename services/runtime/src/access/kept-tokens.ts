import { statSync } from "node:fs";
import type { Log } from "../log.ts";
import { refuse } from "../refuse.ts";
import { readTokens, type TokenRecord } from "./token-file.ts";

/**
 * The tokens of a file, read again when it has changed, so that a new one and a revoked one hold without a restart. A file that
 * became unreadable lets nobody in: what it would say may be that a token is revoked. Throws where it cannot be read at first.
 */
export function keptTokens(path: string, notes: Log): () => readonly TokenRecord[] {
  let stamp = stampOf(path);
  let kept = readTokens(path);
  let complainedOf = "";
  return () => {
    const found = stampOf(path);
    if (found === stamp) return kept;
    try {
      kept = readTokens(path);
      stamp = found;
      return kept;
    } catch (error) {
      if (complainedOf !== found) notes.error({ err: error }, "the tokens cannot be read, and nobody is let in");
      complainedOf = found;
      const message =
        "The tokens of this Celadon cannot be read just now: its log has the details. Come again in a while.";
      throw refuse({ status: 503, code: "tokens-unreadable", message });
    }
  };
}

/** Changes whenever the file does; empty where there is none. Asked with every question, and some microseconds of work. */
function stampOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? "" : `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
}
