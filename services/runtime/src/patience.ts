import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "./log.ts";
import { refuse } from "./refuse.ts";
import { waitReason } from "./wait-reason.ts";

/** What work is waiting for: since when, and why, as a sentence. */
export interface Wait {
  readonly sinceMs: number;
  readonly why: string;
}

/** Lets work that nobody may drop wait for what will pass: a full disk, an engine without memory. */
export interface Patience {
  /** Runs a task, whose repeat must be harmless, until it succeeds or fails by something that no waiting mends. */
  insist<T>(task: () => Promise<T>): Promise<T>;
  /** The wait that has lasted longest, while there is one. */
  readonly waiting: () => Wait | undefined;
  /** Throws a refusal (503) once a wait has lasted for four seconds: whoever asks now is better told than kept. */
  refuseWhenStalled(): void;
}

const firstPauseMs = 100;
const longestPauseMs = 5_000;
const stalledAfterMs = 4_000;

/** `mayWait`: while it says no, a task fails at once (at the start, where a person looks on; at the end, where nobody does). */
export function openPatience({
  now,
  notes,
  mayWait,
}: {
  readonly now: () => number;
  readonly notes: Log;
  readonly mayWait: () => boolean;
}): Patience {
  const waits = new Set<Wait>();
  const longest = (): Wait | undefined => [...waits].sort((a, b) => a.sinceMs - b.sinceMs)[0];

  const insist = async <T>(task: () => Promise<T>): Promise<T> => {
    let wait: Wait | undefined;
    try {
      for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
        try {
          return await task();
        } catch (error) {
          const why = waitReason(error);
          if (why === undefined || !mayWait()) throw error;
          if (wait === undefined) {
            wait = { sinceMs: now(), why };
            waits.add(wait);
            notes.warn({ error: String(error).slice(0, 300) }, `${why} Celadon goes on by itself.`);
          }
        }
        await sleep(pauseMs);
      }
    } finally {
      if (wait !== undefined) {
        waits.delete(wait);
        notes.warn({ waitedMs: now() - wait.sinceMs }, "the wait is over");
      }
    }
  };

  return {
    insist,
    waiting: longest,
    refuseWhenStalled: () => {
      const wait = longest();
      if (wait === undefined || now() - wait.sinceMs < stalledAfterMs) return;
      throw refuse({ status: 503, code: "waiting", message: `${wait.why} Send it again in a while.` });
    },
  };
}
