import type { EventLog } from "./event-log.ts";
import type { Patience } from "./patience.ts";

const lookEveryMs = 250;

/**
 * An event log for those who ask from outside: publishing rejects with a refusal once whoever commits it has been waiting
 * for four seconds. What was published may still be committed later; the sender sends it again, and keys make that harmless.
 */
export const promptLog = (log: EventLog, { refuseWhenStalled }: Patience): EventLog => ({
  publish: async (topic, key, value) => {
    refuseWhenStalled();
    let timer: NodeJS.Timeout | undefined;
    const stalled = new Promise<never>((_, reject) => {
      timer = setInterval(() => {
        try {
          refuseWhenStalled();
        } catch (error) {
          reject(error);
        }
      }, lookEveryMs);
    });
    try {
      return await Promise.race([log.publish(topic, key, value), stalled]);
    } finally {
      clearInterval(timer);
    }
  },
  subscribe: (from, onBatch, signal) => log.subscribe(from, onBatch, signal),
  drained: (of, signal) => log.drained(of, signal),
  reached: (of, place, signal) => log.reached(of, place, signal),
  [Symbol.asyncDispose]: () => log[Symbol.asyncDispose](),
});
