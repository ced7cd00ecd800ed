import { unitByCode } from "@celadon/quantity";
import { mark, type Quality, quality, type Reading } from "./reading.ts";
import type { Rule, UnitRatio } from "./rule.ts";

/** What the instrument, or the frame its value came in, says against the value. */
export type InstrumentReason =
  | "instrument-stopped"
  | "instrument-maintained"
  | "instrument-calibrating"
  | "instrument-faulty"
  | "above-range"
  | "power-failed"
  | "unknown-flag"
  | "doubted";

/** Why a stored reading does not count. Closed; each is explained to people in the README. */
export type Reason =
  | "from-the-future"
  | "wrong-dimension"
  | "inexact-unit"
  | "out-of-range"
  | "counter-fell"
  | "above-rated"
  | "spike"
  | "overlap"
  | InstrumentReason
  | "rejected-by-person";

/** 10^18 of a channel's unit. Beyond it neither a window nor the sum of a year of them would fit Decimal(38, 12). */
const mostPico = 10n ** 30n;

/** Undefined: the instrument says nothing against the value. Who accepts it counts it as estimated, for no instrument has measured it. */
const instrumentReasons: Readonly<Record<Quality, InstrumentReason | undefined>> = {
  [quality.estimated]: undefined,
  [quality.measured]: undefined,
  [quality.stopped]: "instrument-stopped",
  [quality.maintained]: "instrument-maintained",
  [quality.calibrating]: "instrument-calibrating",
  [quality.faulty]: "instrument-faulty",
  [quality.aboveRange]: "above-range",
  [quality.powerFailed]: "power-failed",
  [quality.unknownFlag]: "unknown-flag",
  [quality.doubted]: "doubted",
  [quality.retracted]: undefined,
};

/** What the rule alone says of a reading, its neighbours apart: undefined when it may count. */
export function verdictOf(reading: Reading, rule: Rule): Reason | undefined {
  if ((reading.marks & mark.timely) === 0) return "from-the-future";
  const denied = instrumentReasons[reading.quality];
  if (denied !== undefined) return denied;
  const code = unitCodeOf(reading, rule);
  const ratio = rule.ratios.get(code);
  if (ratio === undefined || !isExact(ratio, rule)) {
    return unitByCode(code)?.dimension === unitByCode(rule.unitCode)?.dimension ? "inexact-unit" : "wrong-dimension";
  }
  const [top, bottom] = [reading.valueMicro * ratio.top, ratio.bottom];
  if (rule.minimumMicro !== undefined && top < rule.minimumMicro * bottom) return "out-of-range";
  if (rule.maximumMicro !== undefined && top > rule.maximumMicro * bottom) return "out-of-range";
  const pico = picoOf(reading, rule);
  if (pico === undefined || (rule.kind === "counter" && !isOnRegister(pico, rule))) return "out-of-range";
  return undefined;
}

/** A register shows 0 and what is above, up to where it starts again. */
const isOnRegister = (pico: bigint, { modulusPico }: Rule): boolean =>
  pico >= 0n && (modulusPico === undefined || pico < modulusPico);

/** The unit of a reading: what the channel says is really sent, or what the reading states; 0 where neither says anything. */
const unitCodeOf = ({ marks }: Reading, { sendsCode }: Rule): number =>
  sendsCode === undefined ? marks & mark.unit : sendsCode;

/** Whether every value in the unit becomes a whole number of pico; asked of the unit, or every third reading would be refused. */
const isExact = ({ top, bottom }: UnitRatio, rule: Rule): boolean => (rule.multiplierMicro * top) % bottom === 0n;

/** The reading in 10^-12 of the channel's unit, multiplier applied; undefined when its unit does not allow that or it is too large. */
export function picoOf(reading: Reading, rule: Rule): bigint | undefined {
  const ratio = rule.ratios.get(unitCodeOf(reading, rule));
  if (ratio === undefined || !isExact(ratio, rule)) return undefined;
  const pico = (reading.valueMicro * rule.multiplierMicro * ratio.top) / ratio.bottom;
  return -mostPico <= pico && pico <= mostPico ? pico : undefined;
}
