import { contractVersion, type KeptLetter } from "@celadon/proto";
import { type Caller, type EventLog, type Place, refuse, refuseForeign, type Store } from "@celadon/runtime";
import { decide, refuseUnsigned, type Wanted } from "./decide.ts";
import { decodedToday } from "./decoded-today.ts";
import { type FoundLetter, letterOf } from "./letter-of.ts";
import { originTopic } from "./origin-topic.ts";

export interface LetterPorts {
  readonly store: Store;
  readonly log: EventLog;
  readonly now: () => number;
}

export interface ReplayedLetter {
  readonly letter: KeptLetter;
  /** False: it was replayed before, and nothing was published. */
  readonly changed: boolean;
  /** Where the record stands in its topic now. */
  readonly place: Place | undefined;
}

/**
 * Publishes the bytes of a letter again where they stood, under the key of its factory. A record that fails again is a new letter with an
 * origin of its own.
 */
export async function replayLetter(
  wanted: Wanted,
  caller: Caller,
  { store, log, now }: LetterPorts,
): Promise<ReplayedLetter> {
  refuseUnsigned(wanted);
  const found = await letterOf(store, wanted.origin, caller);
  const { letter, content } = found;
  if (letter.state === "replayed") return { letter, changed: false, place: undefined };
  const topic = topicFor(found, caller);
  // 1. Publish. Resolves when durable.
  const place = await log.publish(topic, letter.factory, content);
  // 2. Say so. After a crash in between it is open still, and is published once more, which the keys in it make harmless.
  const { who, why } = wanted;
  const replayed = await decide(store, letter, { what: "replayed", atMs: BigInt(now()), who, why });
  return { letter: replayed, changed: true, place };
}

/** Where a letter's bytes go. Refused: not all of them are kept; they were no record of a topic; their writer knew more than we do. */
function topicFor({ letter, content, schema }: FoundLetter, caller: Caller): string {
  const { origin, keptLength, contentLength } = letter;
  const cannot = (why: string) => {
    const message = `The dead letter ${origin} cannot be replayed: ${why}`;
    return refuse({ status: 409, code: "not-replayable", message });
  };
  const topic = originTopic(origin);
  if (topic === undefined)
    throw cannot("it was no whole record of a topic. Have its sender send it again, then drop it.");
  if (keptLength < contentLength) {
    throw cannot(
      `of its ${contentLength} bytes only the first ${keptLength} are kept. Have its sender send it again, then drop it.`,
    );
  }
  if (schema > contractVersion) {
    throw cannot(
      `it is of version ${schema} of the contracts, and this program knows ${contractVersion}: upgrade Celadon first.`,
    );
  }
  // The key says whose letter it is; what its bytes say decides whose figures they change.
  const { factory } = decodedToday(topic, { key: letter.factory, value: content, schema });
  if (factory !== undefined) refuseForeign(caller, factory);
  return topic;
}
