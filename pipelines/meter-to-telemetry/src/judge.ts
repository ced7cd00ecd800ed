import { qualityCodes, qualityWord, readingMarks } from "@celadon/proto";
import {
  accept,
  Decimal,
  instantText,
  type Outcome,
  quarantine,
  type Unit,
  unitByCode,
  unitOf,
  unitsConvert,
} from "@celadon/quantity";
import type { ModelReason } from "./reasons.ts";

/** What the door must know of a channel; the plant model's rule of a channel has this shape. Decimals as text. */
export interface JudgingRule {
  readonly channel: string;
  readonly unit: string;
  readonly multiplier: string;
  readonly minimum?: string | undefined;
  readonly maximum?: string | undefined;
}

/** What is judged of a reading. */
export interface JudgedReading {
  readonly channel: string;
  readonly atMs: number;
  /** value * 10^6, in the stated unit. */
  readonly valueMicro: bigint;
  readonly quality: number;
  readonly marks: number;
}

/**
 * What the plant model says of one reading, its neighbours apart: accepted, or kept without being counted.
 *
 *   minimum <= value * ratio <= maximum, ratio = [channel's unit / stated unit], both sides before the multiplier
 *   ratio * multiplier has at most 6 decimals, so that nothing is rounded
 *
 * A retraction has no value to judge. `rule` is undefined where no model in force declares the channel.
 */
export function judge(reading: JudgedReading, rule: JudgingRule | undefined): Outcome<JudgedReading, ModelReason> {
  const which = `Channel "${reading.channel}" at ${instantText(reading.atMs)}`;
  if (rule === undefined) {
    return quarantine(
      "unknown-channel",
      `${which}: no plant model in force declares it. Declare it under "channels" and apply the model.`,
    );
  }
  if ((reading.marks & readingMarks.timely) === 0) {
    return quarantine(
      "from-the-future",
      `${which}: it arrived more than 5 minutes before its instant. Set the meter's clock and send it again.`,
    );
  }
  if (reading.quality === qualityCodes.retracted) return accept(reading);
  const said = instrumentReasons.get(reading.quality);
  if (said !== undefined) {
    return quarantine(
      said,
      `${which}: its quality is "${qualityWord(reading.quality)}". Where the value is right all the same, declare it accepted.`,
    );
  }
  const declared = unitNamed(rule);
  const stated = unitByCode(reading.marks & readingMarks.unitCode) ?? declared;
  // ratio = top / bottom: multiplied first and divided last, because 1 / 3.6 has no end.
  const top = new Decimal(stated.numerator).times(declared.denominator);
  const bottom = new Decimal(stated.denominator).times(declared.numerator);
  if (!unitsConvert(stated, declared) && stated.dimension !== declared.dimension) {
    return quarantine(
      "wrong-dimension",
      `${which}: sent in ${stated.symbol} (${stated.dimension}), declared in ${declared.symbol} (${declared.dimension}). Correct one of the two.`,
    );
  }
  if (!unitsConvert(stated, declared) || top.times(rule.multiplier).dividedBy(bottom).decimalPlaces() > 6) {
    return quarantine(
      "inexact-unit",
      `${which}: sent in ${stated.symbol}, which times ${rule.multiplier} is not exact in ${declared.symbol}. Declare the channel in ${stated.symbol}.`,
    );
  }
  const value = new Decimal(reading.valueMicro.toString()).times(top).dividedBy(bottom.times(1_000_000));
  for (const [limit, isBeyond] of [
    [rule.minimum, (border: string) => value.lessThan(border)],
    [rule.maximum, (border: string) => value.greaterThan(border)],
  ] as const) {
    if (limit === undefined || !isBeyond(limit)) continue;
    return quarantine(
      "out-of-range",
      `${which}: ${value} ${declared.symbol} lies beyond ${limit} ${declared.symbol}. Correct the reading or the limit.`,
    );
  }
  return accept(reading);
}

/** What an instrument says against its own value, by the code of the quality that says it. */
const instrumentReasons: ReadonlyMap<number, ModelReason> = new Map([
  [qualityCodes.stopped, "instrument-stopped"],
  [qualityCodes.maintained, "instrument-maintained"],
  [qualityCodes.calibrating, "instrument-calibrating"],
  [qualityCodes.faulty, "instrument-faulty"],
  [qualityCodes["above-range"], "above-range"],
  [qualityCodes["power-failed"], "power-failed"],
  [qualityCodes["unknown-flag"], "unknown-flag"],
  [qualityCodes.doubted, "doubted"],
]);

/** The plant model was checked before, so an unknown unit in a rule is a mistake of the program. */
function unitNamed({ unit, channel }: JudgingRule): Unit {
  const found = unitOf(unit);
  if (found.kind !== "accept") throw new Error(`Channel "${channel}": ${found.evidence}`);
  return found.value;
}
