import type { Period } from "@celadon/quantity";
import type { ActivityHour } from "./activity-hour.ts";
import { picoOf } from "./amount-sums.ts";
import { type ChannelHours, hoursIn } from "./channel-hours.ts";
import { endOfHour } from "./end-of-hour.ts";
import { type Fraction, nothing, plus, quotient, sumOf, times } from "./fraction.ts";

/** A channel whose mean multiplies: its hours, and what stands for the mean where none was observed; undefined: nothing does. */
export interface Mean {
  readonly hours: ChannelHours;
  readonly fallback: Fraction | undefined;
}

/** An hour with an amount and without a mean. */
export interface Hole {
  readonly hour: ActivityHour;
  /** Which of the means it lacks. */
  readonly lacks: readonly number[];
}

export interface HourProducts {
  /** Sum over the hours that have all means. */
  readonly product: Fraction;
  /** Sum of the amounts of all hours. */
  readonly amount: Fraction;
  readonly measuredMs: number;
  readonly estimatedMs: number;
  /** Covered time of the hours that have an amount. */
  readonly flowingMs: number;
  /** Those that lack an observed mean, filled or not. */
  readonly holes: readonly Hole[];
}

const pico = 10n ** 12n;

/**
 * Sum over hours of  amount * mean * mean ...,  mean = (sum of value * ms) / ms observed.  Exact: terms with one divisor are added as
 * whole numbers, and most hours have the same. An hour without an amount needs no mean; it is measured for as long as all of it are.
 */
export function hourProducts(piece: Period, flow: ChannelHours, means: readonly Mean[]): HourProducts {
  const byStart = means.map(({ hours }) => new Map(hoursIn(hours, piece).map((hour) => [hour.hourMs, hour])));
  const sums = new Map<bigint, bigint>();
  const holes: Hole[] = [];
  let filled = nothing;
  let amounts = 0n;
  let [measuredMs, estimatedMs, flowingMs] = [0, 0, 0];
  for (const hour of hoursIn(flow, piece)) {
    const amount = hour.amount === null ? 0n : picoOf(hour.amount);
    const coveredMs = hour.measuredMs + hour.estimatedMs;
    amounts += amount;
    if (amount === 0n) {
      measuredMs += hour.measuredMs;
      estimatedMs += hour.estimatedMs;
      continue;
    }
    flowingMs += coveredMs;
    const observed = byStart.map((hours) => observedIn(hours.get(hour.hourMs), hour));
    const lacks = observed.flatMap((mean, i) => (mean === undefined ? [i] : []));
    if (lacks.length > 0) holes.push({ hour, lacks });
    if (lacks.some((i) => means[i]?.fallback === undefined)) continue;
    const known = observed.filter((mean) => mean !== undefined);
    const measured = lacks.length > 0 ? 0 : Math.min(hour.measuredMs, ...known.map((mean) => mean.measuredMs));
    measuredMs += measured;
    estimatedMs += coveredMs - measured;
    const below = known.reduce((ms, mean) => ms * BigInt(mean.measuredMs + mean.estimatedMs) * pico, pico);
    const above = known.reduce((product, mean) => product * picoOf(mean.amount as string), amount);
    const before = sums.get(below);
    if (lacks.length === 0) sums.set(below, before === undefined ? above : before + above);
    else
      filled = plus(
        filled,
        lacks.reduce((term, i) => times(term, means[i]?.fallback ?? nothing), quotient(above, below)),
      );
  }
  const product = plus(filled, sumOf([...sums].map(([below, above]) => quotient(above, below))));
  return { product, amount: quotient(amounts, pico), measuredMs, estimatedMs, flowingMs, holes };
}

/** The same hour of a mean, where some of it was observed. */
function observedIn(mean: ActivityHour | undefined, hour: ActivityHour): ActivityHour | undefined {
  if (mean === undefined || mean.amount === null || endOfHour(mean) !== endOfHour(hour)) return undefined;
  return mean.measuredMs + mean.estimatedMs > 0 ? mean : undefined;
}
