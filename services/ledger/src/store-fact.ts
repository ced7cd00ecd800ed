import { type Declaration, TelemetryRecord, topics } from "@celadon/proto";
import { type EventLog, type Place, refuse } from "@celadon/runtime";
import type { BookNow } from "./book.ts";
import { declarationFaults } from "./declaration-faults.ts";
import { inForce } from "./in-force.ts";
import { channelsOf } from "./queries/scope.ts";

export interface DeclarePorts {
  readonly log: EventLog;
  readonly bookNow: BookNow;
  readonly now: () => number;
}

/**
 * Stores one declared fact. Resolves when it is durable and the windows it touches are current, with its place in the log.
 * Refused: one that leaves something out or contradicts itself, with every fault; one about a channel nobody knows; the
 * withdrawal of a declaration that was never made.
 */
export async function storeFact(fact: Declaration, { log, bookNow }: DeclarePorts): Promise<Place> {
  const details = declarationFaults(fact);
  if (details.length > 0) {
    const message = details.map(({ problem, fix }) => `${problem} ${fix}`).join(" ");
    throw refuse({ status: 400, code: "bad-declaration", message, details });
  }
  const { factory, channel, key } = fact;
  const book = await bookNow();
  channelsOf(book, { factory, channels: [channel] });
  const isKnown = book.declared.facts.some((one) => one.factory === factory && one.key === key);
  if (fact.fact?.$case === "withdrawal" && !isKnown) {
    const message = `No declaration of "${factory}" has the key ${key}. See: celadon declare list.`;
    throw refuse({ status: 404, code: "unknown-declaration", message });
  }
  const bytes = TelemetryRecord.encode({ record: { $case: "declaration", value: fact } }).finish();
  const place = await log.publish(topics.telemetry.name, factory, bytes);
  await inForce(log, place, `The declaration ${key} of "${factory}"`);
  return place;
}
