import type { MeanUse } from "@celadon/proto";
import { localText, type Period } from "@celadon/quantity";
import type { Channel } from "./channel.ts";
import { type ChannelAmount, channelAmount, durationText } from "./channel-amount.ts";
import { type ChannelHours, countedIn } from "./channel-hours.ts";
import {
  decimalText,
  exceeds,
  type Fraction,
  fractionOf,
  isZero,
  nothing,
  over,
  plus,
  quotient,
  sumOf,
  times,
} from "./fraction.ts";
import { type Hole, type HourProducts, hourProducts, type Mean } from "./hour-products.ts";
import type { Lack } from "./quantity.ts";
import type { Version } from "./versions.ts";

/** A channel whose mean multiplies, with its hours. */
export interface Multiplier {
  readonly channel: Channel;
  readonly hours: ChannelHours;
}

/**
 * A channel times the means of others, hour by hour, in exact fractions:
 *
 *   G = sum over hours of D(hour) * C(hour)      weighted mean = G / D, which the source carries as its coefficient
 *
 * as HJ 212-2017, annex D, has it with D the flow and C the concentration. An hour with D and without C is missing time: never 0, never
 * the last hour's mean. Only where the model names that (`whenMissing` of C) its own mean over the piece stands in, while the time so
 * filled stays within `atMost` of the time of the version in which there is a D. What the model lets fill of D itself comes at the
 * weighted mean of its piece.
 */
export function meanAmount(
  channel: Channel,
  { version, pieces, hours, multipliers }: Of & { readonly pieces: readonly Period[] },
): ChannelAmount {
  const flow = channelAmount(channel, { version, pieces, hours });
  const of = { version, hours, multipliers };
  const mayFill = fillable(of);
  const found = pieces.map((piece) => foundIn(piece, of, mayFill));
  const counted = sumOf(found.map(({ tally }) => tally.product));
  const fills = found.map(({ tally }, i) => fillAtMean(tally, flow.fills?.[i] ?? nothing));
  const lacks = [
    ...flow.lacks,
    ...multipliers.flatMap((one, i) => lackOf(channel.name, one, { holes: holesOf(found, i, false), version })),
    ...(fills.includes(undefined) ? [unweighed(channel.name)] : []),
  ];
  const value = lacks.length > 0 ? undefined : plus(counted, sumOf(fills.filter((fill) => fill !== undefined)));
  const measuredMs = total(found.map(({ tally }) => tally.measuredMs));
  const wholeMs = total(pieces.map(({ fromMs, toMs }) => toMs - fromMs));
  const knownMs = value === undefined ? measuredMs + total(found.map(({ tally }) => tally.estimatedMs)) : wholeMs;
  const amount = flow.value ?? flow.counted;
  const ownMeans = multipliers.flatMap((one, i) => estimateOf(one, holesOf(found, i, true)));
  return {
    value,
    counted,
    lacks,
    estimates: [...flow.estimates, ...(value === undefined ? [] : ownMeans)],
    source: {
      ...flow.source,
      measuredMs: BigInt(measuredMs),
      estimatedMs: BigInt(knownMs - measuredMs),
      missingMs: BigInt(wholeMs - knownMs),
      coefficient: isZero(amount) ? nothing : over(value ?? counted, amount),
      means: { of: multipliers.map((one) => meanUse(one, pieces)) },
    },
  };
}

interface Of {
  readonly version: Version;
  readonly hours: ChannelHours;
  readonly multipliers: readonly Multiplier[];
}

/** Of each multiplier, whether its own mean may stand in: it is named, and not for more of the time with an amount than `atMost`. */
function fillable({ version, hours, multipliers }: Of): readonly boolean[] {
  if (multipliers.every(({ channel }) => channel.whenMissing === undefined)) return multipliers.map(() => false);
  const observed = multipliers.map((one) => ({ hours: one.hours, fallback: undefined }));
  const found = version.pieces.map((piece) => ({ tally: hourProducts(piece, hours, observed), means: observed }));
  const flowingMs = total(found.map(({ tally }) => tally.flowingMs));
  return multipliers.map(({ channel: { whenMissing } }, i) => {
    if (whenMissing === undefined || flowingMs === 0) return false;
    return !exceeds(quotient(msOf(holesOf(found, i)), flowingMs), fractionOf(whenMissing.atMost));
  });
}

/** A piece hour by hour, and what the means were taken from. */
interface Found {
  readonly tally: HourProducts;
  readonly means: readonly Mean[];
}

function foundIn(piece: Period, { hours, multipliers }: Of, mayFill: readonly boolean[]): Found {
  const means = multipliers.map((one, i) => ({
    hours: one.hours,
    fallback: mayFill[i] === true ? ownMean(one.hours, [piece]) : undefined,
  }));
  return { means, tally: hourProducts(piece, hours, means) };
}

/** (sum of value * ms) / ms observed; undefined where nothing was. */
function ownMean(hours: ChannelHours, pieces: readonly Period[]): Fraction | undefined {
  const counts = pieces.map((piece) => countedIn(hours, piece));
  const observedMs = total(counts.map(({ measuredMs, estimatedMs }) => measuredMs + estimatedMs));
  return observedMs === 0 ? undefined : over(sumOf(counts.map(({ amount }) => amount)), quotient(observedMs, 1));
}

/** What is filled of the amount of a piece, times its weighted mean; undefined where nothing else of it is known to weigh by. */
function fillAtMean({ product, amount }: HourProducts, fill: Fraction): Fraction | undefined {
  if (isZero(fill)) return nothing;
  return isZero(amount) ? undefined : over(times(fill, product), amount);
}

const total = (times: readonly number[]): number => times.reduce((sum, ms) => sum + ms, 0);

/** The hours that lack one of the means, of all pieces or of those in which nothing stands in for it. */
const holesOf = (found: readonly Found[], at: number, isFilled?: boolean): readonly Hole[] =>
  found.flatMap(({ tally, means }) => {
    const isOne = isFilled === undefined || (means[at]?.fallback !== undefined) === isFilled;
    return isOne ? tally.holes.filter(({ lacks }) => lacks.includes(at)) : [];
  });

const msOf = (holes: readonly Hole[]): number => total(holes.map(({ hour }) => hour.measuredMs + hour.estimatedMs));

function lackOf(
  flow: string,
  { channel: { name, whenMissing }, hours }: Multiplier,
  { holes, version }: { readonly holes: readonly Hole[]; readonly version: Version },
): readonly Lack[] {
  const [first] = holes;
  if (first === undefined) return [];
  const when = localText(first.hour.hourMs, version.model.timeZone);
  const fix =
    whenMissing === undefined
      ? `Send its readings, or name an estimate under channels.${name}.whenMissing.`
      : "Send its readings: that is more than the plant model lets its own mean fill.";
  const reason = `Channel "${name}" has no mean for ${durationText(msOf(holes))} in which "${flow}" has an amount, the first at ${when}. ${fix}`;
  return [{ kind: hours.hours.length === 0 ? "unknown-channel" : "missing-time", channel: name, reason }];
}

const unweighed = (flow: string): Lack => ({
  kind: "missing-time",
  channel: flow,
  reason: `Nothing of "${flow}" is known to weigh its estimated part by. Send its readings.`,
});

function estimateOf({ channel: { name, unit, whenMissing } }: Multiplier, holes: readonly Hole[]): readonly string[] {
  if (holes.length === 0 || whenMissing === undefined) return [];
  return [
    `Channel "${name}": ${durationText(msOf(holes))} without a mean in ${unit} by the channel's own mean: ${whenMissing.why}`,
  ];
}

/** The mean over all pieces by time, for people; and how much of their time it rests on. */
function meanUse({ channel, hours }: Multiplier, pieces: readonly Period[]): MeanUse {
  const counts = pieces.map((piece) => countedIn(hours, piece));
  const mean = ownMean(hours, pieces);
  return {
    channel: channel.name,
    mean: mean === undefined ? "" : decimalText(mean),
    unit: channel.unit,
    measuredMs: BigInt(total(counts.map(({ measuredMs }) => measuredMs))),
    estimatedMs: BigInt(total(counts.map(({ estimatedMs }) => estimatedMs))),
    missingMs: BigInt(total(counts.map(({ missingMs }) => missingMs))),
  };
}
