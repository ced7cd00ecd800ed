import { localText, type Period } from "@celadon/quantity";
import type { ActivityHour } from "./activity-hour.ts";
import { allowance, type Exceeding, exceedingHours, type HoursOf, sumIn } from "./balance-sums.ts";
import { durationText } from "./channel-amount.ts";
import { type ChannelHours, channelHours, countedIn, firstHole } from "./channel-hours.ts";
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
  sumOf,
  times,
} from "./fraction.ts";
import type { Balance, PlantModel } from "./plant-model.ts";
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
  readonly exceeding: Exceeding;
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

function rowOf(balance: Balance, version: Version, hoursOf: HoursOf): BalanceRow {
  const { name, of, parts, atMost } = balance;
  const { unit } = of;
  const whole = sumIn(of, { unit, version, hoursOf });
  const each = parts.map((part) => sumIn(part, { unit, version, hoursOf }));
  const sum = each.every((part) => part !== undefined) ? sumOf(each.filter((part) => part !== undefined)) : undefined;
  const unaccounted = whole === undefined || sum === undefined ? undefined : minus(whole, sum);
  const share =
    whole === undefined || unaccounted === undefined || isZero(whole) ? undefined : over(unaccounted, whole);
  const hours = exceedingHours(balance, version, hoursOf);
  const allowed = allowance(balance, version, (sums) => sumIn(sums, { unit, version, hoursOf }));
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

function missingTime({ of, parts }: Balance, version: Version, hoursOf: HoursOf): readonly string[] {
  const names = new Set([of, ...parts].flatMap(({ terms }) => terms.map(({ channel }) => channel)));
  return [...names].sort().flatMap((name) => {
    const { missingMs } = countedIn(hoursOf(name), version);
    if (missingMs === 0) return [];
    const first = localText(firstHole(hoursOf(name), version) ?? version.fromMs, version.model.timeZone);
    return [`Channel "${name}" misses ${durationText(missingMs)}, the first at ${first}: the balance is unknown.`];
  });
}
