import { topics } from "@celadon/proto";
import type { EventLog } from "@celadon/runtime";

/** Publishes records of topic telemetry under the name of a factory, in their order; resolves when all are durable. */
export async function publishAll(log: EventLog, factory: string, records: Iterable<Uint8Array>): Promise<void> {
  await Promise.all(Array.from(records, (record) => log.publish(topics.telemetry.name, factory, record)));
}
