import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "./log.ts";
import { refuse } from "./refuse.ts";
import { waitReason } from "./wait-reason.ts";

/** Whether this machine's clock may be believed. */
export interface ClockWatch {
  /** Compares, now and then, until the signal aborts. Throws when the others have no clock to compare with. */
  run(signal: AbortSignal): Promise<void>;
  /** How many seconds this clock is surely before (+) or behind (-) the others'; undefined: not compared yet. */
  readonly offS: () => number | undefined;
  /** Throws a refusal (503) while the clock is wrong, or nobody has compared it yet. */
  refuseWhenWrong(): void;
}

/** So far the clocks may be apart. */
const toleranceMs = 60_000;
const usualEveryMs = 30_000;
/** While it is wrong, or unknown. */
const soonMs = 1_000;

/**
 * Compares this machine's clock with another one, which it asks now and then. Between two answers the other clock is reckoned from
 * a watch that nobody sets (`performance.now()`), so a clock that jumps is seen at once and not at the next answer.
 *
 * An answer T that was asked for at watch time a, and came at b, was given in between; so at watch time m the other clock shows
 * something in T + m - b .. T + m - a, and this one is wrong by what it lies outside of that.
 */
export function watchClock(
  askMs: () => Promise<number>,
  {
    notes,
    now = Date.now,
    watchMs = () => performance.now(),
    everyMs = usualEveryMs,
  }: {
    readonly notes: Log;
    readonly now?: () => number;
    readonly watchMs?: () => number;
    readonly everyMs?: number;
  },
): ClockWatch {
  /** What to add to the watch for the earliest and the latest that the other clock may show. */
  let other: { readonly earliest: number; readonly latest: number } | undefined;

  const offMs = (): number | undefined => {
    if (other === undefined) return undefined;
    const [mine, watch] = [now(), watchMs()];
    const [earliest, latest] = [watch + other.earliest, watch + other.latest];
    return mine < earliest ? mine - earliest : Math.max(0, mine - latest);
  };
  const isRight = (): boolean => {
    const off = offMs();
    return off !== undefined && Math.abs(off) < toleranceMs;
  };
  const compare = async (): Promise<void> => {
    const asked = watchMs();
    const toldMs = await askMs();
    other = { earliest: toldMs - watchMs(), latest: toldMs - asked };
  };

  return {
    run: async (signal) => {
      let wasRight = true;
      while (!signal.aborted) {
        try {
          await compare();
        } catch (error) {
          if (waitReason(error) === undefined) throw error;
          notes.debug({ err: error }, "the clocks could not be compared just now");
        }
        const off = offMs();
        if (wasRight !== isRight() && off !== undefined) {
          wasRight = isRight();
          if (wasRight) notes.warn("this machine's clock is right again");
          else notes.error({ offS: Math.round(off / 1_000) }, "this machine's clock is wrong: nothing is taken in");
        }
        await sleep(isRight() ? everyMs : soonMs, undefined, { signal }).catch(() => undefined); // only the signal ends it early
      }
    },
    offS: () => {
      const off = offMs();
      return off === undefined ? undefined : off / 1_000;
    },
    refuseWhenWrong: () => {
      const off = offMs();
      if (off !== undefined && Math.abs(off) < toleranceMs) return;
      const message =
        off === undefined
          ? "This machine's clock has not been compared with the brokers' yet. Send it again in a while."
          : `This machine's clock is ${Math.round(Math.abs(off) / 1_000)} s ${off < 0 ? "behind" : "before"} the brokers', and readings are judged by it: set it (NTP). Send it again then.`;
      throw refuse({ status: 503, code: "clock", message });
    },
  };
}
