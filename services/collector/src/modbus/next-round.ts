import { backOffMs } from "./back-off.ts";

/** When to ask next. */
export interface NextRound {
  readonly dueMs: number;
  /** It comes before the next round of the schedule, and asks only for what is missing of this one. */
  readonly isRepeat: boolean;
}

/** Rounds lie on multiples of `everyMs`; after failures a repeat comes before the next of them, or it is left out. */
export function nextRound(
  { everyMs, failures }: { readonly everyMs: number; readonly failures: number },
  nowMs: number,
  random: () => number,
): NextRound {
  const scheduledMs = (Math.floor(nowMs / everyMs) + 1) * everyMs;
  if (failures === 0) return { dueMs: scheduledMs, isRepeat: false };
  const againMs = nowMs + backOffMs(failures, random);
  if (againMs < scheduledMs) return { dueMs: againMs, isRepeat: true };
  return { dueMs: Math.ceil(againMs / everyMs) * everyMs, isRepeat: false };
}
