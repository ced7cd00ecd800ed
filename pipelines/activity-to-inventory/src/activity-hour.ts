import { hourMs, type InstantMs, instantText, type Period } from "@celadon/quantity";
import { type Fraction, quotient } from "./fraction.ts";

/** What a channel did in one UTC hour. An hour that is not there is a missing one. */
export interface ActivityHour {
  readonly hourMs: InstantMs;
  /** Decimal text with at most 12 decimals; null for a state, which has no amount. */
  readonly amount: string | null;
  readonly measuredMs: number;
  readonly estimatedMs: number;
  readonly marks?: number;
}

/** What a channel counted in a stretch of whole hours, and of how much of its time it knows. */
export interface Counted {
  readonly amount: Fraction;
  readonly measuredMs: number;
  readonly estimatedMs: number;
  readonly missingMs: number;
  /** Hours that miss time, in order; the first of them are named where somebody has to look. */
  readonly holes: readonly InstantMs[];
}

const pico = 10n ** 12n;

/** The amount in 10^-12 of its unit. */
export function picoOf(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,12})\d*)?$/.exec(text);
  if (match === null) throw new Error(`Amount "${text}" of a window is no decimal with at most 12 places.`);
  const [, sign = "", whole = "", places = ""] = match;
  return BigInt(`${sign}${whole}${places.padEnd(12, "0")}`);
}

/** The hours of one channel in order. Throws where they are broken: they come from the ledger, not from a meter. */
export function inOrder(channel: string, hours: readonly ActivityHour[]): readonly ActivityHour[] {
  const sorted = hours.toSorted((a, b) => a.hourMs - b.hourMs);
  for (const [i, hour] of sorted.entries()) {
    const at = `Channel "${channel}", window ${instantText(hour.hourMs)}`;
    if (hour.hourMs % hourMs !== 0) throw new Error(`${at}: it does not begin on an hour.`);
    if (sorted[i - 1]?.hourMs === hour.hourMs) throw new Error(`${at}: it stands there twice.`);
    if (hour.measuredMs < 0 || hour.estimatedMs < 0 || hour.measuredMs + hour.estimatedMs > hourMs) {
      throw new Error(`${at}: it does not split into measured, estimated and missing time.`);
    }
  }
  return sorted;
}

/** The hours that begin in [fromMs, toMs). `hours` are in order. */
export function hoursIn(hours: readonly ActivityHour[], { fromMs, toMs }: Period): readonly ActivityHour[] {
  return hours.slice(firstFrom(hours, fromMs), firstFrom(hours, toMs));
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

/** amount = Σ amounts of the hours that begin in the stretch, exactly; missing = its time that no hour covers. */
export function countedIn(hours: readonly ActivityHour[], stretch: Period): Counted {
  let amount = 0n;
  let measuredMs = 0;
  let estimatedMs = 0;
  const known = new Map<InstantMs, number>();
  for (const hour of hoursIn(hours, stretch)) {
    amount += hour.amount === null ? 0n : picoOf(hour.amount);
    measuredMs += hour.measuredMs;
    estimatedMs += hour.estimatedMs;
    known.set(hour.hourMs, hour.measuredMs + hour.estimatedMs);
  }
  const missingMs = stretch.toMs - stretch.fromMs - measuredMs - estimatedMs;
  const holes: InstantMs[] = [];
  if (missingMs > 0) {
    for (let at = stretch.fromMs; at < stretch.toMs; at += hourMs) if (known.get(at) !== hourMs) holes.push(at);
  }
  return { amount: quotient(amount, pico), measuredMs, estimatedMs, missingMs, holes };
}
