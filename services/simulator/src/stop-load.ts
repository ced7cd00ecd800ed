import type { Stop } from "./scenario.ts";

const dayMs = 86_400_000;

/** The local day since 1970 of a date. */
export const dayNumberOf = (date: Temporal.PlainDate): number => date.toZonedDateTime("UTC").epochMilliseconds / dayMs;

const everyYear = /^\d\d-\d\d$/;

interface Pause {
  readonly first: number;
  readonly stop: Stop;
}

/** The stops as far as they can touch a day of this year. */
const pausesOf = (stops: readonly Stop[], year: number): readonly Pause[] =>
  stops.flatMap((stop) =>
    stop.begins
      .flatMap((text) => (everyYear.test(text) ? [`${year - 1}-${text}`, `${year}-${text}`] : [text]))
      .map((text) => ({ first: dayNumberOf(Temporal.PlainDate.from(text)), stop })),
  );

/** How stops leave production on a day of the year: 0 in one, then rising in equal steps over its `rampUp` days, else 1. */
export function stopLoadIn(year: number, stops: readonly Stop[]): (dayNumber: number) => number {
  const pauses = pausesOf(stops, year);
  return (dayNumber) => {
    const loads = pauses.map(({ first, stop: { days, rampUp } }) => {
      const after = dayNumber - first - days + 1;
      if (dayNumber < first || after > rampUp) return 1;
      return after <= 0 ? 0 : after / (rampUp + 1);
    });
    return Math.min(1, ...loads);
  };
}
