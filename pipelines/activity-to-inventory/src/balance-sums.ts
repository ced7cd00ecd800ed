import type { InstantMs } from "@celadon/quantity";
import type { ActivityHour } from "./activity-hour.ts";
import { picoOf } from "./amount-sums.ts";
import { type ChannelHours, countedIn, hoursIn } from "./channel-hours.ts";
import { channelNamed } from "./channel-named.ts";
import { endOfHour } from "./end-of-hour.ts";
import {
  decimalText,
  exceeds,
  type Fraction,
  fractionOf,
  isNegative,
  minus,
  nothing,
  quotient,
  sumOf,
  times,
} from "./fraction.ts";
import type { Balance, ChannelSum } from "./plant-model.ts";
import { ratioBetween } from "./unit-ratio.ts";
import type { Version } from "./versions.ts";

/** What a sum is told in, and of which stretch. */
export interface SumAt {
  readonly unit: string;
  readonly version: Version;
  readonly hoursOf: HoursOf;
}

/** The sum over the version, in the unit; undefined where any of its channels misses time. */
export function sumIn({ terms, unit: own }: ChannelSum, { unit, version, hoursOf }: SumAt): Fraction | undefined {
  const counts = terms.map((term) => ({ ...term, ...countedIn(hoursOf(term.channel), version) }));
  if (counts.some(({ missingMs }) => missingMs > 0)) return undefined;
  const amounts = counts.map(({ channel, isSubtracted, amount }) => {
    const there = times(amount, ratioBetween(channelNamed(channel, version.model).amountUnit ?? own, unit));
    return isSubtracted ? minus(nothing, there) : there;
  });
  return sumOf(amounts);
}

/** What the meters of a balance may be off by together: sum of class * |amount|. */
export function allowance(
  { of, parts }: Balance,
  { model }: Version,
  amountOfTerm: (sum: ChannelSum) => Fraction | undefined,
): Fraction {
  const terms = [of, ...parts].flatMap(({ terms: all, unit, name }) => all.map((term) => ({ term, unit, name })));
  return sumOf(
    terms.map(({ term, unit, name }) => {
      const { accuracy } = channelNamed(term.channel, model);
      const amount = accuracy && amountOfTerm({ name, unit, terms: [{ ...term, isSubtracted: false }] });
      if (accuracy === undefined || amount === undefined) return nothing;
      return times(isNegative(amount) ? minus(nothing, amount) : amount, fractionOf(accuracy.class));
    }),
  );
}

/** Hours, of those all channels know wholly, in which the parts come to more than the whole by more than the meters may be off. */
export interface Exceeding {
  readonly hours: number;
  readonly firstMs: InstantMs | undefined;
  readonly most: string;
}

export type HoursOf = (channel: string) => ChannelHours;

export function exceedingHours(balance: Balance, version: Version, hoursOf: HoursOf): Exceeding {
  const { of, parts } = balance;
  const byChannel = new Map(
    [of, ...parts]
      .flatMap(({ terms }) => terms)
      .map(({ channel }) => [channel, new Map(hoursIn(hoursOf(channel), version).map((hour) => [hour.hourMs, hour]))]),
  );
  const inHour =
    (atMs: InstantMs) =>
    (sum: ChannelSum): Fraction | undefined => {
      const amounts = sum.terms.map(({ channel, isSubtracted }) => {
        const hour = byChannel.get(channel)?.get(atMs);
        if (hour === undefined || hour.amount === null || !isWhole(hour)) return undefined;
        const ratio = ratioBetween(channelNamed(channel, version.model).amountUnit ?? sum.unit, of.unit);
        const amount = times(quotient(picoOf(hour.amount), 10n ** 12n), ratio);
        return isSubtracted ? minus(nothing, amount) : amount;
      });
      return amounts.includes(undefined) ? undefined : sumOf(amounts.filter((amount) => amount !== undefined));
    };
  const starts = [...(byChannel.get(of.terms[0]?.channel ?? "")?.keys() ?? [])];
  const found = starts.flatMap((atMs) => {
    const amount = inHour(atMs);
    const [whole, each] = [amount(of), parts.map(amount)];
    if (whole === undefined || each.includes(undefined)) return [];
    const over = minus(sumOf(each.filter((part) => part !== undefined)), whole);
    return exceeds(over, allowance(balance, version, amount)) ? [{ atMs, over }] : [];
  });
  const most = found.reduce((largest, { over }) => (exceeds(over, largest) ? over : largest), nothing);
  return { hours: found.length, firstMs: found[0]?.atMs, most: decimalText(most) };
}

const isWhole = (hour: ActivityHour): boolean => hour.measuredMs + hour.estimatedMs === endOfHour(hour) - hour.hourMs;
