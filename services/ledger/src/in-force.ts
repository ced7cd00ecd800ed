import { topics } from "@celadon/proto";
import { type EventLog, type Place, refuse } from "@celadon/runtime";
import { ledgerGroup } from "./ledger-group.ts";

const patienceMs = 8_000;

/** Waits until the ledger has worked in what stands at a place. Refused where that takes long: it is durable and comes into force by itself. */
export async function inForce(log: EventLog, place: Place, what: string): Promise<void> {
  const of = { topic: topics.telemetry.name, group: ledgerGroup };
  if (await log.reached(of, place, AbortSignal.timeout(patienceMs))) return;
  const message = `${what} is stored and not yet in force, because the ledger has more to do before it: look again in a while.`;
  throw refuse({ status: 503, code: "not-yet-in-force", message });
}
