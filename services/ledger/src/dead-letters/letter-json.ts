import type { KeptLetter } from "@celadon/proto";
import { instantText } from "@celadon/quantity";
import { decodedToday } from "./decoded-today.ts";
import { hexDump } from "./hex-dump.ts";
import type { FoundLetter } from "./letter-of.ts";
import { originTopic } from "./origin-topic.ts";

/** A dead letter without its bytes, as JSON gives it. */
export const letterJson = (letter: KeptLetter) => ({
  origin: letter.origin,
  factory: letter.factory,
  reason: letter.reason,
  evidence: letter.evidence,
  state: letter.state,
  firstSeen: instantText(Number(letter.firstSeenMs)),
  bytes: Number(letter.contentLength),
  keptBytes: Number(letter.keptLength),
  sha256: letter.contentHash,
  decisions: letter.decisions.map(({ what, atMs, who, why }) => ({ what, at: instantText(Number(atMs)), who, why })),
});

/** One dead letter with its bytes, and what reading them today comes to. */
export function foundLetterJson({ letter, content, schema }: FoundLetter) {
  const today = decodedToday(originTopic(letter.origin), { key: letter.factory, value: content, schema });
  return {
    ...letterJson(letter),
    content: Buffer.from(content).toString("base64"),
    hex: hexDump(content),
    today: today.says,
    isReadable: today.isReadable,
  };
}
