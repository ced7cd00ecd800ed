import { hourMs, hourOf, type InstantMs, type Period } from "@celadon/quantity";
import type { ActivityHour } from "./activity-hour.ts";
import { picoOf } from "./amount-sums.ts";
import { decimalText, quotient } from "./fraction.ts";

/** An hour of a channel that a lot's border cuts, as the ledger keeps it: all of it, and its part before the border. */
export interface HourCut {
  readonly hour: ActivityHour;
  readonly before: Pick<ActivityHour, "amount" | "measuredMs" | "estimatedMs">;
}

type Parts = Pick<ActivityHour, "amount" | "measuredMs" | "estimatedMs">;

const pico = 10n ** 12n;
const nothing: Parts = { amount: "0", measuredMs: 0, estimatedMs: 0 };

/**
 * The hours of a channel in [fromMs, toMs) to the millisecond: the hours within as they are, the hour that a border cuts as its part
 *
 *   before a border:  C(border) - C(hour)      behind it:  hour - the part before      between two:  before the later - before the earlier
 *
 * so that two lots that meet add up to the hour, to the last digit. `cutAt`: the cut at a border within an hour; without one the hour
 * is missing, as is one whose cuts were taken at different times: the next event brings them together. What is left of the last
 * hour, or the last hour behind it, follows: it tells that the channel has passed the end. A part has the marks of its hour.
 */
export function lotHours(
  hours: readonly ActivityHour[],
  cutAt: (borderMs: InstantMs) => HourCut | undefined,
  { fromMs, toMs }: Period,
): readonly ActivityHour[] {
  const [first, last] = [hourOf(fromMs), hourOf(toMs)];
  const whole = hours.filter((hour) => hour.hourMs >= fromMs && hour.hourMs + hourMs <= toMs);
  const behind = hours.findLast((hour) => hour.hourMs >= toMs && hour.measuredMs + hour.estimatedMs > 0);
  const parts =
    first === last
      ? [partOf(cutAt, fromMs, toMs)]
      : [
          ...(first === fromMs ? [] : [partOf(cutAt, fromMs, first + hourMs)]),
          ...whole,
          ...(last === toMs ? [] : [partOf(cutAt, last, toMs)]),
        ];
  const rest = last === toMs ? undefined : partOf(cutAt, toMs, last + hourMs);
  return [...parts, rest, behind].filter((hour) => hour !== undefined);
}

/** The part of one hour between two instants of it, each a border of a lot or of the hour. */
function partOf(
  cutAt: (borderMs: InstantMs) => HourCut | undefined,
  fromMs: InstantMs,
  untilMs: InstantMs,
): ActivityHour | undefined {
  const [begins, ends] = [hourOf(fromMs) === fromMs, hourOf(untilMs) === untilMs];
  const [first, last] = [begins ? undefined : cutAt(fromMs), ends ? undefined : cutAt(untilMs)];
  const hour = (last ?? first)?.hour;
  if (hour === undefined || (!begins && first === undefined) || (!ends && last === undefined)) return undefined;
  const part = difference(last?.before ?? hour, first?.before ?? nothing);
  const isWhole =
    part.measuredMs >= 0 && part.estimatedMs >= 0 && part.measuredMs + part.estimatedMs <= untilMs - fromMs;
  return isWhole ? { ...hour, ...part, hourMs: fromMs, untilMs } : undefined;
}

const difference = (all: Parts, before: Parts): Parts => ({
  amount: all.amount === null || before.amount === null ? null : picoText(picoOf(all.amount) - picoOf(before.amount)),
  measuredMs: all.measuredMs - before.measuredMs,
  estimatedMs: all.estimatedMs - before.estimatedMs,
});

const picoText = (amount: bigint): string => decimalText(quotient(amount, pico));
