import { DeadLetter, topics } from "@celadon/proto";
import { sha256Hex } from "@celadon/quantity";
import { type EventLog, type LogRecord, placeText, type Store } from "@celadon/runtime";
import { deadLetterGroup } from "./dead-letter-group.ts";
import { storeLetters } from "./store-letters.ts";

/**
 * Keeps what comes as dead letters in the store, where people find it. At least once: a letter that comes again is one row. Ends when the
 * signal aborts; throws when a batch fails.
 */
export const deadLetters =
  ({ store, log, now }: { readonly store: Store; readonly log: EventLog; readonly now: () => number }) =>
  (signal: AbortSignal): Promise<void> =>
    log.subscribe(
      { topic: topics.deadLetter.name, group: deadLetterGroup },
      async ({ records, commit }) => {
        // 1. Store them. Resolves when durable; a repeat replaces each row by itself.
        await storeLetters(
          store,
          records.map((record) => letterIn(record, now())),
        );
        // 2. Commit, last. If anything above fails, it runs again.
        await commit();
      },
      signal,
    );

/** The letter in a record. What is none is kept as a letter about itself: to publish it again would never end. */
function letterIn(record: LogRecord, nowMs: number): DeadLetter {
  try {
    return DeadLetter.decode(record.value);
  } catch (error) {
    // The decoder throws on bytes that are no such message, which is bad data here, not broken code.
    const why = error instanceof Error ? error.message : String(error);
    return {
      factory: record.key,
      origin: `${topics.deadLetter.name}:${placeText(record)}`,
      reason: "undecodable",
      evidence: `The record is no celadon.telemetry.v1.DeadLetter: ${why}.`,
      content: record.value,
      contentLength: BigInt(record.value.length),
      contentHash: sha256Hex(record.value),
      firstSeenMs: BigInt(nowMs),
      schema: 0,
    };
  }
}
