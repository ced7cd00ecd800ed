import { backOffMs } from "./back-off.ts";

/** When to ask next. */
export interface NextRound {
  readonly dueMs: number;
  /** It comes before the next round of the schedule, and asks only for what is missing of this one. */
  readonly isRepeat: boolean;
}

/** How it went until now. */
export interface RoundsSoFar {
  readonly everyMs: number;
  /** Since everything was answered. */
  readonly failures: number;
  /** Something of the last whole round was answered: then the next one is not put off. */
  readonly isAlive: boolean;
}

/** Rounds lie on multiples of `everyMs`; after failures a repeat comes before the next of them, or it is left out. */
export function nextRound({ everyMs, failures, isAlive }: RoundsSoFar, nowMs: number, random: () => number): NextRound {
  const scheduledMs = (Math.floor(nowMs / everyMs) + 1) * everyMs;
  if (failures === 0) return { dueMs: scheduledMs, isRepeat: false };
  const againMs = nowMs + backOffMs(failures, random);
  if (againMs < scheduledMs) return { dueMs: againMs, isRepeat: true };
  return { dueMs: isAlive ? scheduledMs : Math.ceil(againMs / everyMs) * everyMs, isRepeat: false };
}
