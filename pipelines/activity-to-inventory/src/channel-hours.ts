import { hourMs, type InstantMs, instantText, type Period } from "@celadon/quantity";
import type { ActivityHour } from "./activity-hour.ts";
import { type Fraction, quotient } from "./fraction.ts";

/** The hours of one channel in order, with sums up to each, so that any stretch of them is one difference. */
export interface ChannelHours {
  readonly hours: readonly ActivityHour[];
  /** Sum of the amounts before hour i, in 10^-12 of the unit; the last one is the sum of all. */
  readonly pico: readonly bigint[];
  readonly measuredMs: readonly number[];
  readonly estimatedMs: readonly number[];
}

/** What a channel counted in a stretch of whole hours, and of how much of its time it knows. */
export interface Counted {
  readonly amount: Fraction;
  readonly measuredMs: number;
  readonly estimatedMs: number;
  readonly missingMs: number;
}

const pico = 10n ** 12n;

const decimal = /^-?\d+(?:\.\d{1,12})?$/;

/** The amount in 10^-12 of its unit. */
export function picoOf(text: string): bigint {
  if (!decimal.test(text)) throw new Error(`Amount "${text}" of a window is no decimal with at most 12 places.`);
  const point = text.indexOf(".");
  if (point < 0) return BigInt(text) * pico;
  return BigInt(text.slice(0, point) + text.slice(point + 1).padEnd(12, "0"));
}

/** Puts the hours of a channel in order. Throws where they are broken: they come from the ledger, not from a meter. */
export function channelHours(channel: string, given: readonly ActivityHour[]): ChannelHours {
  const hours = given.toSorted((a, b) => a.hourMs - b.hourMs);
  const sums = { pico: [0n], measuredMs: [0], estimatedMs: [0] };
  let [amount, measuredMs, estimatedMs] = [0n, 0, 0];
  for (const [i, hour] of hours.entries()) {
    judge(channel, hour, hours[i - 1]);
    if (hour.amount !== null) amount += picoOf(hour.amount);
    measuredMs += hour.measuredMs;
    estimatedMs += hour.estimatedMs;
    sums.pico.push(amount);
    sums.measuredMs.push(measuredMs);
    sums.estimatedMs.push(estimatedMs);
  }
  return { hours, ...sums };
}

function judge(channel: string, hour: ActivityHour, before: ActivityHour | undefined): void {
  const at = (): string => `Channel "${channel}", window ${instantText(hour.hourMs)}`;
  if (hour.hourMs % hourMs !== 0) throw new Error(`${at()}: it does not begin on an hour.`);
  if (before?.hourMs === hour.hourMs) throw new Error(`${at()}: it stands there twice.`);
  if (hour.measuredMs < 0 || hour.estimatedMs < 0 || hour.measuredMs + hour.estimatedMs > hourMs) {
    throw new Error(`${at()}: it does not split into measured, estimated and missing time.`);
  }
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
    amount: quotient((channel.pico[end] as bigint) - (channel.pico[first] as bigint), pico),
    measuredMs,
    estimatedMs,
    missingMs: toMs - fromMs - measuredMs - estimatedMs,
  };
}

/** The first hour of the stretch that misses time: where somebody has to look. */
export function firstHole(channel: ChannelHours, stretch: Period): InstantMs | undefined {
  let at = stretch.fromMs;
  for (const hour of hoursIn(channel, stretch)) {
    if (hour.hourMs > at || hour.measuredMs + hour.estimatedMs < hourMs) return at;
    at += hourMs;
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
