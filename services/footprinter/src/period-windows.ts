import { type ActivityHour, lotHours, sharedMonths } from "@celadon/activity-to-inventory";
import { hourFrom, hourOf } from "@celadon/quantity";
import type { Evidence } from "./stored-evidence.ts";
import type { WantedPeriod } from "./wanted-period.ts";

/** What the footprints of a period are made from, by channel: its hours, or of a lot what lies between its two instants. */
export function periodWindows(
  { windows, cuts }: Pick<Evidence, "windows" | "cuts">,
  period: WantedPeriod,
): ReadonlyMap<string, readonly ActivityHour[]> {
  if (period.lot === undefined) {
    return new Map([...windows].map(([channel, hours]) => [channel, hoursFor(period, hours)]));
  }
  const hull = { fromMs: hourOf(period.fromMs), toMs: hourFrom(period.toMs) };
  return new Map(
    [...windows].map(([channel, hours]) => {
      const mine = cuts.get(channel);
      return [channel, lotHours(hoursFor(hull, hours), (atMs) => mine?.get(atMs), period)];
    }),
  );
}

/** The hours of the months that a lot shares over, by channel; none where it shares by its own time. */
export function monthWindows(
  { windows, models }: Pick<Evidence, "windows" | "models">,
  period: WantedPeriod,
): ReadonlyMap<string, readonly ActivityHour[]> | undefined {
  const months = period.lot && sharedMonths(period, models);
  return months && new Map([...windows].map(([channel, hours]) => [channel, hoursFor(months, hours)]));
}

/** The hours that begin in the period, and the last one behind it: that one tells that the channel has passed its end. */
function hoursFor(
  { fromMs, toMs }: Pick<WantedPeriod, "fromMs" | "toMs">,
  hours: readonly ActivityHour[],
): readonly ActivityHour[] {
  const begin = firstFrom(hours, fromMs);
  const end = firstFrom(hours, toMs);
  const last = hours.findLast(({ measuredMs, estimatedMs }) => measuredMs + estimatedMs > 0);
  const behind = last !== undefined && last.hourMs >= toMs ? [last] : [];
  return [...hours.slice(begin, end), ...behind];
}

/** Place of the first hour that begins at the instant or later; the hours are in order. */
function firstFrom(hours: readonly ActivityHour[], atMs: number): number {
  let [low, high] = [0, hours.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hours[middle] as ActivityHour).hourMs < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
