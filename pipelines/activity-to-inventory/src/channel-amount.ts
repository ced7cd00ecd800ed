import { hourMs, localText, type Period } from "@celadon/quantity";
import type { Channel } from "./channel.ts";
import { type ChannelHours, type Counted, countedIn, firstHole } from "./channel-hours.ts";
import {
  decimalText,
  exceeds,
  type Fraction,
  fractionOf,
  nothing,
  one,
  plus,
  quotient,
  sumOf,
  times,
} from "./fraction.ts";
import type { Lack, ScaledSource } from "./quantity.ts";
import { hullOf, type Version } from "./versions.ts";

/** What a channel gives to an amount: all of it with the estimates the model names, or undefined with what is known. */
export interface ChannelAmount {
  readonly value: Fraction | undefined;
  readonly counted: Fraction;
  readonly source: ScaledSource;
  readonly lacks: readonly Lack[];
  readonly estimates: readonly string[];
  /** What the estimate adds, piece by piece. */
  readonly fills?: readonly Fraction[];
}

/**
 * A channel over some pieces of a version, in the unit of its amounts:  amount = Σ hours + Σ fill,  where a fill stands only for
 * missing time, only by the method that the model names, and only while all the time that the version misses stays within
 * `atMost`:  mean: amount of the piece * missing / known time.  rate: perHour * missing hours.
 */
export function channelAmount(
  { name, amountUnit = "", whenMissing }: Channel,
  {
    version,
    pieces,
    hours,
  }: { readonly version: Version; readonly pieces: readonly Period[]; readonly hours: ChannelHours },
): ChannelAmount {
  const counts = pieces.map((piece) => countedIn(hours, piece));
  const counted = sumOf(counts.map(({ amount }) => amount));
  const time = total(counts);
  const stretch = hullOf(pieces);
  const source = {
    channel: name,
    fromMs: BigInt(stretch.fromMs),
    toMs: BigInt(stretch.toMs),
    unit: amountUnit,
    stated: "",
    coefficient: one,
  };
  const asCounted = {
    counted,
    source: {
      ...source,
      amount: decimalText(counted),
      measuredMs: BigInt(time.measuredMs),
      estimatedMs: BigInt(time.estimatedMs),
      missingMs: BigInt(time.missingMs),
    },
  };
  if (time.missingMs === 0) return { ...asCounted, value: counted, lacks: [], estimates: [] };
  const fills = whenMissing && fillsOf(whenMissing, counts, countedIn(hours, version));
  if (whenMissing === undefined || fills === undefined) {
    const lack = lackOf({ name, hours, stretch, counts, version, whenMissing });
    return { ...asCounted, value: undefined, lacks: [lack], estimates: [] };
  }
  const fill = sumOf(fills);
  const value = plus(counted, fill);
  const words = `${decimalText(fill)} ${amountUnit} for ${durationText(time.missingMs)} without readings by ${whenMissing.method === "mean" ? "the channel's own mean" : `${whenMissing.perHour} ${amountUnit} per hour`}: ${whenMissing.why}`;
  return {
    value,
    counted,
    fills,
    lacks: [],
    estimates: [`Channel "${name}": ${words}`],
    source: {
      ...source,
      amount: decimalText(value),
      measuredMs: BigInt(time.measuredMs),
      estimatedMs: BigInt(time.estimatedMs + time.missingMs),
      missingMs: 0n,
      stated: `of which ${words}`,
    },
  };
}

const total = (counts: readonly Counted[]): Pick<Counted, "measuredMs" | "estimatedMs" | "missingMs"> => ({
  measuredMs: counts.reduce((sum, { measuredMs }) => sum + measuredMs, 0),
  estimatedMs: counts.reduce((sum, { estimatedMs }) => sum + estimatedMs, 0),
  missingMs: counts.reduce((sum, { missingMs }) => sum + missingMs, 0),
});

/** The fill for each piece, or undefined: too much is missing, or a piece has no time to take a mean from. */
function fillsOf(
  rule: NonNullable<Channel["whenMissing"]>,
  counts: readonly Counted[],
  whole: Counted,
): readonly Fraction[] | undefined {
  const all = whole.measuredMs + whole.estimatedMs + whole.missingMs;
  if (exceeds(quotient(whole.missingMs, all), fractionOf(rule.atMost))) return undefined;
  const fills = counts.map(({ amount, measuredMs, estimatedMs, missingMs }) => {
    if (missingMs === 0) return nothing;
    if (rule.method === "rate") return times(fractionOf(rule.perHour), quotient(missingMs, hourMs));
    const knownMs = measuredMs + estimatedMs;
    return knownMs === 0 ? undefined : times(amount, quotient(missingMs, knownMs));
  });
  const known = fills.filter((fill) => fill !== undefined);
  return known.length === fills.length ? known : undefined;
}

function lackOf({
  name,
  hours,
  stretch,
  counts,
  version,
  whenMissing,
}: {
  readonly name: string;
  readonly hours: ChannelHours;
  readonly stretch: Period;
  readonly counts: readonly Counted[];
  readonly version: Version;
  readonly whenMissing: Channel["whenMissing"];
}): Lack {
  if (hours.hours.length === 0) {
    return {
      kind: "unknown-channel",
      channel: name,
      reason: `Channel "${name}" has nothing in this period. Send its readings, or correct its name in the plant model.`,
    };
  }
  const first = localText(firstHole(hours, stretch) ?? stretch.fromMs, version.model.timeZone);
  const missingMs = total(counts).missingMs;
  const fix =
    whenMissing === undefined
      ? `Send the readings, or name an estimate under channels.${name}.whenMissing.`
      : `Send the readings: that is more than the plant model lets "${whenMissing.method}" fill.`;
  return {
    kind: "missing-time",
    channel: name,
    reason: `Channel "${name}" misses ${durationText(missingMs)} of ${durationText(stretch.toMs - stretch.fromMs)}, the first at ${first}. ${fix}`,
  };
}

/** `12 h`, `30 min`, `26 h 30 min`; seconds only where there are some. */
export function durationText(ms: number): string {
  const parts = [
    [Math.floor(ms / hourMs), "h"],
    [Math.floor((ms % hourMs) / 60_000), "min"],
    [(ms % 60_000) / 1000, "s"],
  ] as const;
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}`])).join(" ");
}
