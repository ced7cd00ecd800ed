import type { EventLog } from "./event-log.ts";
import type { Patience } from "./patience.ts";

/** An event log for work that nobody may drop: what it publishes and commits waits while the disk is full. */
export const patientLog = (log: EventLog, { insist }: Patience): EventLog => ({
  publish: (topic, key, value) => insist(() => log.publish(topic, key, value)),
  subscribe: (from, onBatch, signal) =>
    log.subscribe(from, ({ records, commit }) => onBatch({ records, commit: () => insist(commit) }), signal),
  drained: (of, signal) => log.drained(of, signal),
  reached: (of, place, signal) => log.reached(of, place, signal),
  [Symbol.asyncDispose]: () => log[Symbol.asyncDispose](),
});
