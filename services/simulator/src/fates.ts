import { chanceOf, shareAt } from "./chance.ts";
import type { Day } from "./day.ts";
import type { Scenario } from "./scenario.ts";

/** Hours without readings, half-open. */
export interface Outage {
  readonly fromHour: number;
  readonly toHour: number;
}

/** What becomes of readings on their way, decided day by day. */
export interface Fates {
  /** Whether all that the plant reads on this day is sent on the next one. */
  readonly isLate: (day: Day) => boolean;
  /** The outage of a counter that begins on this day. */
  readonly outageOf: (channel: string) => (day: Day) => Outage | undefined;
  /** Whether the amount of this calendar day never comes. */
  readonly losesDayOf: (channel: string) => (day: Day) => boolean;
}

const monthDays = 365.25 / 12;

/** The fates of a scenario; each day has its own draw, so none depends on the day before. */
export function fatesOf({ factory, faults }: Scenario, seed: number): Fates {
  const { outage, lateDay, lostDay } = faults;
  const late = chanceOf(seed, factory, "late day");
  return {
    isLate: (day) => lateDay !== undefined && shareAt(late, day.number) < lateDay.perMonth / monthDays,
    outageOf: (channel) => {
      if (outage === undefined) return () => undefined;
      const begins = chanceOf(seed, factory, channel, "outage");
      const where = chanceOf(seed, factory, channel, "outage from");
      const howLong = chanceOf(seed, factory, channel, "outage hours");
      const { from, to } = outage.hours;
      return ({ number, startHour, clock }) => {
        if (shareAt(begins, number) >= outage.perMonth / monthDays) return undefined;
        const fromHour = startHour + Math.floor(shareAt(where, number) * clock.length);
        return { fromHour, toHour: fromHour + from + Math.floor(shareAt(howLong, number) * (to - from + 1)) };
      };
    },
    losesDayOf: (channel) => {
      const lost = chanceOf(seed, factory, channel, "lost day");
      return (day) => lostDay !== undefined && shareAt(lost, day.number) < lostDay.perMonth / monthDays;
    },
  };
}
