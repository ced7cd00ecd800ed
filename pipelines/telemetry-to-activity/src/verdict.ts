import { unitByCode } from "@celadon/quantity";
import { mark, type Reading } from "./reading.ts";
import type { Rule, UnitRatio } from "./rule.ts";

/** Why a stored reading does not count. Closed; each is explained to people in the README. */
export type Reason =
  | "from-the-future"
  | "wrong-dimension"
  | "inexact-unit"
  | "out-of-range"
  | "counter-fell"
  | "above-rated"
  | "overlap"
  | "rejected-by-person";

/** 10^18 of a channel's unit. Beyond it neither a window nor the sum of a year of them would fit Decimal(38, 12). */
const mostPico = 10n ** 30n;

/** What the rule alone says of a reading, its neighbours apart: undefined when it may count. */
export function verdictOf(reading: Reading, rule: Rule): Reason | undefined {
  if ((reading.marks & mark.timely) === 0) return "from-the-future";
  const code = reading.marks & mark.unit;
  const ratio = rule.ratios.get(code);
  if (ratio === undefined || !isExact(ratio, rule)) {
    return unitByCode(code)?.dimension === unitByCode(rule.unitCode)?.dimension ? "inexact-unit" : "wrong-dimension";
  }
  const [top, bottom] = [reading.valueMicro * ratio.top, ratio.bottom];
  if (rule.minimumMicro !== undefined && top < rule.minimumMicro * bottom) return "out-of-range";
  if (rule.maximumMicro !== undefined && top > rule.maximumMicro * bottom) return "out-of-range";
  return picoOf(reading, rule) === undefined ? "out-of-range" : undefined;
}

/** Whether every value in the unit becomes a whole number of pico; asked of the unit, or every third reading would be refused. */
const isExact = ({ top, bottom }: UnitRatio, rule: Rule): boolean => (rule.multiplierMicro * top) % bottom === 0n;

/** The reading in 10^-12 of the channel's unit, multiplier applied; undefined when its unit does not allow that or it is too large. */
export function picoOf(reading: Reading, rule: Rule): bigint | undefined {
  const ratio = rule.ratios.get(reading.marks & mark.unit);
  if (ratio === undefined || !isExact(ratio, rule)) return undefined;
  const pico = (reading.valueMicro * rule.multiplierMicro * ratio.top) / ratio.bottom;
  return -mostPico <= pico && pico <= mostPico ? pico : undefined;
}
