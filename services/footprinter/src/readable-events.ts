import { ActivityEvent, DeadLetter, topics } from "@celadon/proto";
import { sha256Hex } from "@celadon/quantity";
import { type EventLog, type LogRecord, type Meter, placeText } from "@celadon/runtime";

const contentMax = 1_048_576;
/** The contract's word for a version that a record does not say. */
const notSaid = 0;

/** An event, and the partition it came by. */
export type PlacedEvent = ActivityEvent & { readonly partition: number };

/** The events of a batch. A record that is none goes to the dead letters, alone, and the rest goes on. */
export async function readableEvents(
  { log, meter }: { readonly log: EventLog; readonly meter: Meter },
  records: readonly LogRecord[],
  now: () => number,
): Promise<readonly PlacedEvent[]> {
  const events: PlacedEvent[] = [];
  for (const record of records) {
    const event = decoded(record.value);
    if (typeof event !== "string") {
      events.push({ ...event, partition: record.partition });
      continue;
    }
    const letter = DeadLetter.encode({
      factory: record.key,
      origin: `${topics.activity.name}:${placeText(record)}`,
      reason: "undecodable",
      evidence: event,
      content: record.value.subarray(0, contentMax),
      contentLength: BigInt(record.value.length),
      contentHash: sha256Hex(record.value),
      firstSeenMs: BigInt(now()),
      schema: record.schema === undefined ? notSaid : record.schema,
    }).finish();
    await log.publish(topics.deadLetter.name, record.key, letter);
    meter.count("celadon_dead_letters_total", { reason: "undecodable" });
  }
  return events;
}

function decoded(bytes: Uint8Array): ActivityEvent | string {
  try {
    return ActivityEvent.decode(bytes);
  } catch (error) {
    // The decoder throws on bytes that are no such message, which is bad data here, not broken code.
    return `The record is no celadon.activity.v1.ActivityEvent: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
