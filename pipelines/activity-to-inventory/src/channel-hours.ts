import { hourFrom, hourOf, type InstantMs, instantText, type Period } from "@celadon/quantity";
import type { ActivityHour } from "./activity-hour.ts";
import { type AmountSums, amountSums } from "./amount-sums.ts";
import { endOfHour } from "./end-of-hour.ts";
import { type Fraction, quotient } from "./fraction.ts";

/** The hours of one channel in order, with sums up to each, so that any stretch of them is one difference. */
export interface ChannelHours {
  readonly hours: readonly ActivityHour[];
  /** Sum of the amounts from hour `first` to before hour `end`, in 10^-12 of the unit. */
  readonly picoIn: AmountSums;
  /** Before hour i; the last one is the sum of all. */
  readonly measuredMs: Float64Array;
  readonly estimatedMs: Float64Array;
}

/** What a channel counted in a stretch of whole hours, or from and to where lots cut them, and of how much of its time it knows. */
export interface Counted {
  readonly amount: Fraction;
  readonly measuredMs: number;
  readonly estimatedMs: number;
  readonly missingMs: number;
}

const pico = 10n ** 12n;

/**
 * Puts the hours of a channel in order; one that nothing covers is no hour, wherever it may stand. Throws where they are broken: they
 * come from the ledger, not from a meter.
 */
export function channelHours(channel: string, given: readonly ActivityHour[]): ChannelHours {
  const all = inOrder(given) ? given : given.toSorted((a, b) => a.hourMs - b.hourMs);
  let before: ActivityHour | undefined;
  for (const hour of all) {
    const problem = problemOf(hour, before);
    if (problem !== undefined) throw new Error(`Channel "${channel}", window ${instantText(hour.hourMs)}: ${problem}`);
    before = hour;
  }
  const hours = all.every(isCovered) ? all : all.filter(isCovered);
  const measuredMs = new Float64Array(hours.length + 1);
  const estimatedMs = new Float64Array(hours.length + 1);
  for (const [i, hour] of hours.entries()) {
    measuredMs[i + 1] = (measuredMs[i] as number) + hour.measuredMs;
    estimatedMs[i + 1] = (estimatedMs[i] as number) + hour.estimatedMs;
  }
  return { hours, picoIn: amountSums(hours.map(({ amount }) => amount)), measuredMs, estimatedMs };
}

const isCovered = ({ measuredMs, estimatedMs }: ActivityHour): boolean => measuredMs + estimatedMs !== 0;

const inOrder = (hours: readonly ActivityHour[]): boolean =>
  hours.every(({ hourMs: atMs }, i) => i === 0 || (hours[i - 1] as ActivityHour).hourMs < atMs);

function problemOf(hour: ActivityHour, before: ActivityHour | undefined): string | undefined {
  const { hourMs: atMs, untilMs, measuredMs, estimatedMs } = hour;
  const endMs = endOfHour(hour);
  if (untilMs === undefined && hourOf(atMs) !== atMs) return "it does not begin on an hour.";
  if (endMs <= atMs || endMs > hourFrom(atMs + 1)) return "it is no part of one hour.";
  if (before?.hourMs === atMs) return "it stands there twice.";
  if (before !== undefined && endOfHour(before) > atMs) return "it overlaps the one before.";
  if (measuredMs < 0 || estimatedMs < 0 || measuredMs + estimatedMs > endMs - atMs) {
    return "it does not split into measured, estimated and missing time.";
  }
  return undefined;
}

/** The hours that begin in [fromMs, toMs). */
export const hoursIn = ({ hours }: ChannelHours, { fromMs, toMs }: Period): readonly ActivityHour[] =>
  hours.slice(firstFrom(hours, fromMs), firstFrom(hours, toMs));

/** amount = Σ amounts of the hours that begin in the stretch, exactly; missing = its time that no hour covers. */
export function countedIn(channel: ChannelHours, { fromMs, toMs }: Period): Counted {
  const [first, end] = [firstFrom(channel.hours, fromMs), firstFrom(channel.hours, toMs)];
  const measuredMs = (channel.measuredMs[end] as number) - (channel.measuredMs[first] as number);
  const estimatedMs = (channel.estimatedMs[end] as number) - (channel.estimatedMs[first] as number);
  return {
    amount: quotient(channel.picoIn(first, end), pico),
    measuredMs,
    estimatedMs,
    missingMs: toMs - fromMs - measuredMs - estimatedMs,
  };
}

/** The first hour of the stretch that misses time: where somebody has to look. */
export function firstHole(channel: ChannelHours, stretch: Period): InstantMs | undefined {
  let at = stretch.fromMs;
  for (const hour of hoursIn(channel, stretch)) {
    if (hour.hourMs > at || hour.measuredMs + hour.estimatedMs < endOfHour(hour) - hour.hourMs) return at;
    at = endOfHour(hour);
  }
  return at < stretch.toMs ? at : undefined;
}

function firstFrom(hours: readonly ActivityHour[], atMs: InstantMs): number {
  let low = 0;
  let high = hours.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hours[middle] as ActivityHour).hourMs < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
