import { setTimeout as sleep } from "node:timers/promises";
import { topics } from "@celadon/proto";
import type { EventLog } from "@celadon/runtime";

/** The group under which footprints follow the activity topic. */
export const footprinterGroup = "footprinter";

const waitMsMax = 10_000;

/** How the footprinter shares the store with others: it rests between rounds, unless somebody waits for what it makes. */
export interface Pace {
  /** Waits that long, or until somebody asks or the signal aborts. */
  rest(ms: number, signal: AbortSignal): Promise<void>;
  /**
   * Waits until footprints reflect all activity that was announced before the call, at most ten seconds. False: they do
   * not yet, because more is to be done than that.
   */
  caughtUp(): Promise<boolean>;
}

export function openPace(log: EventLog): Pace {
  let waiting = 0;
  let hurry = new AbortController();
  return {
    rest: async (ms, signal) => {
      if (waiting > 0) return;
      await sleep(ms, undefined, { signal: AbortSignal.any([signal, hurry.signal]) }).catch(ignoreAbort);
    },
    caughtUp: async () => {
      waiting += 1;
      hurry.abort();
      try {
        const deadline = AbortSignal.timeout(waitMsMax);
        return await log.drained({ topic: topics.activity.name, group: footprinterGroup }, deadline);
      } finally {
        waiting -= 1;
        if (waiting === 0) hurry = new AbortController();
      }
    },
  };
}

const ignoreAbort = (error: unknown): void => {
  if (!(error instanceof Error && error.name === "AbortError")) throw error;
};
