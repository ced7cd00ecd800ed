import { type InstantMs, localText, type Period } from "@celadon/quantity";
import type { ActivityHour } from "./activity-hour.ts";
import { picoOf } from "./amount-sums.ts";
import { durationText } from "./channel-amount.ts";
import { type ChannelHours, channelHours, countedIn, firstHole, hoursIn } from "./channel-hours.ts";
import { channelNamed } from "./channel-named.ts";
import { endOfHour } from "./end-of-hour.ts";
import {
  decimalText,
  exceeds,
  type Fraction,
  fractionOf,
  isNegative,
  isZero,
  minus,
  nothing,
  over,
  plus,
  quotient,
  sumOf,
  times,
} from "./fraction.ts";
import type { Balance, ChannelSum, PlantModel } from "./plant-model.ts";
import { ratioBetween } from "./unit-ratio.ts";
import { type ModelInForce, type Version, versionsIn, wholeHours } from "./versions.ts";

/** A whole or a part; without an amount where time is missing. Decimal text, in the unit of the whole. */
export interface BalancedAmount {
  readonly name: string;
  readonly amount: string | undefined;
}

/** One balance over the part of a period in which one version of the model states it. */
export interface BalanceRow extends Period {
  readonly balance: string;
  readonly unit: string;
  readonly of: BalancedAmount;
  readonly parts: readonly BalancedAmount[];
  /** Sum of the parts; whole less that; and that over the whole. Unknown as soon as one amount is. */
  readonly sum: string | undefined;
  readonly unaccounted: string | undefined;
  readonly share: string | undefined;
  readonly atMost: string | undefined;
  /** Hours, of those all channels know wholly, in which the parts come to more than the whole by more than the meters may be off. */
  readonly exceeding: { readonly hours: number; readonly firstMs: InstantMs | undefined; readonly most: string };
  /** `balanced`; `unaccounted`: more than `atMost`; `exceeded`: the parts are more than the whole; `unknown`. */
  readonly verdict: "balanced" | "unaccounted" | "exceeded" | "unknown";
  /** Everything to look at, in sentences. */
  readonly findings: readonly string[];
}

/** The channels that balances of a model compare. */
export const channelsBalanced = ({ balances = [] }: Pick<PlantModel, "balances">): ReadonlySet<string> =>
  new Set(
    balances.flatMap(({ of, parts }) => [of, ...parts].flatMap(({ terms }) => terms.map(({ channel }) => channel))),
  );

/**
 * Main meters against what is measured behind them:
 *
 *   unaccounted = whole - sum of parts      share = unaccounted / whole
 *
 * from the hours as they were counted: nothing is estimated here, so time that any of the channels misses makes the balance unknown.
 * Below zero is a finding and never clamped: a part counts more than the whole. What the meters may be off by is the sum of class *
 * amount over all of them, the worst case; without a class it is nothing.
 */
export function balanceRows({
  period,
  models,
  windows,
}: {
  readonly period: Period;
  readonly models: readonly ModelInForce[];
  readonly windows: ReadonlyMap<string, readonly ActivityHour[]>;
}): readonly BalanceRow[] {
  const known = new Map<string, ChannelHours>();
  const hoursOf = (channel: string): ChannelHours => {
    const hours = known.get(channel) ?? channelHours(channel, windows.get(channel) ?? []);
    known.set(channel, hours);
    return hours;
  };
  return versionsIn(wholeHours(period), models).flatMap((version) =>
    (version.model.balances ?? []).map((balance) => rowOf(balance, version, hoursOf)),
  );
}

type HoursOf = (channel: string) => ChannelHours;

function rowOf(balance: Balance, version: Version, hoursOf: HoursOf): BalanceRow {
  const { name, of, parts, atMost } = balance;
  const { unit } = of;
  const whole = amountOf(of, { unit, version, hoursOf });
  const each = parts.map((part) => amountOf(part, { unit, version, hoursOf }));
  const sum = each.every((part) => part !== undefined) ? sumOf(each.filter((part) => part !== undefined)) : undefined;
  const unaccounted = whole === undefined || sum === undefined ? undefined : minus(whole, sum);
  const share =
    whole === undefined || unaccounted === undefined || isZero(whole) ? undefined : over(unaccounted, whole);
  const hours = exceedingHours(balance, version, hoursOf);
  const allowed = allowance(balance, version, (sums) => amountOf(sums, { unit, version, hoursOf }));
  const isExceeded = unaccounted !== undefined && isNegative(plus(unaccounted, allowed));
  const isOver = share !== undefined && atMost !== undefined && exceeds(share, fractionOf(atMost));
  const text = (value: Fraction | undefined): string | undefined => value && decimalText(value);
  return {
    ...{ balance: name, fromMs: version.fromMs, toMs: version.toMs, unit, atMost },
    of: { name: of.name, amount: text(whole) },
    parts: parts.map((part, i) => ({ name: part.name, amount: text(each[i]) })),
    ...{ sum: text(sum), unaccounted: text(unaccounted), share: text(share), exceeding: hours },
    verdict: unaccounted === undefined ? "unknown" : isExceeded ? "exceeded" : isOver ? "unaccounted" : "balanced",
    findings: [
      ...missingTime(balance, version, hoursOf),
      ...(isExceeded
        ? [
            `The parts come to ${text(minus(nothing, unaccounted))} ${unit} more than "${of.name}": a part is counted twice, or a meter or its ratio is wrong.`,
          ]
        : []),
      ...(isOver
        ? [
            `${percentText(share)} % of "${of.name}" is unaccounted for, and the plant model allows ${percentText(fractionOf(atMost))} %.`,
          ]
        : []),
      ...(hours.firstMs === undefined
        ? []
        : [
            `In ${hours.hours} h the parts come to more than "${of.name}", by at most ${hours.most} ${unit}, the first at ${localText(hours.firstMs, version.model.timeZone)}.`,
          ]),
    ],
  };
}

const percentText = (share: Fraction): string => {
  const [whole = "", places = ""] = decimalText(times(share, fractionOf("100"))).split(".");
  return places === "" ? whole : `${whole}.${places.slice(0, 2)}`;
};

interface At {
  readonly unit: string;
  readonly version: Version;
  readonly hoursOf: HoursOf;
}

/** The sum over the version, in the unit; undefined where any of its channels misses time. */
function amountOf({ terms, unit: own }: ChannelSum, { unit, version, hoursOf }: At): Fraction | undefined {
  const counts = terms.map((term) => ({ ...term, ...countedIn(hoursOf(term.channel), version) }));
  if (counts.some(({ missingMs }) => missingMs > 0)) return undefined;
  const amounts = counts.map(({ channel, isSubtracted, amount }) => {
    const there = times(amount, ratioBetween(channelNamed(channel, version.model).amountUnit ?? own, unit));
    return isSubtracted ? minus(nothing, there) : there;
  });
  return sumOf(amounts);
}

/** What the meters of a balance may be off by together: sum of class * |amount|. */
function allowance(
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

function exceedingHours(balance: Balance, version: Version, hoursOf: HoursOf): BalanceRow["exceeding"] {
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

function missingTime({ of, parts }: Balance, version: Version, hoursOf: HoursOf): readonly string[] {
  const names = new Set([of, ...parts].flatMap(({ terms }) => terms.map(({ channel }) => channel)));
  return [...names].sort().flatMap((name) => {
    const { missingMs } = countedIn(hoursOf(name), version);
    if (missingMs === 0) return [];
    const first = localText(firstHole(hoursOf(name), version) ?? version.fromMs, version.model.timeZone);
    return [`Channel "${name}" misses ${durationText(missingMs)}, the first at ${first}: the balance is unknown.`];
  });
}
