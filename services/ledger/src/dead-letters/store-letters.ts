import type { DeadLetter } from "@celadon/proto";
import type { Store } from "@celadon/runtime";
import { textCell } from "./text-cell.ts";

/** Beyond every instant. */
const foreverMs = BigInt(Number.MAX_SAFE_INTEGER);

const columns = [
  ...["origin", "contentHash", "factory", "reason", "evidence", "content", "keptLength", "contentLength"],
  ...["firstSeenMs", "schema", "version"],
] as const;

/** Stores dead letters. The same one again is one row, which says when it was seen first. */
export function storeLetters(store: Store, letters: readonly DeadLetter[]): Promise<void> {
  const lines = letters.map((letter) => {
    const { origin, contentHash, factory, reason, evidence, content, contentLength, firstSeenMs, schema } = letter;
    const texts = [origin, contentHash, factory, reason, evidence].map(textCell);
    const version = foreverMs - firstSeenMs; // the earliest stays
    const cells = [...texts, Buffer.from(content).toString("base64"), content.length, contentLength, firstSeenMs];
    return `${[...cells, schema, version].join("\t")}\n`;
  });
  return store.insert("deadLetters", columns, Buffer.from(lines.join("")));
}
