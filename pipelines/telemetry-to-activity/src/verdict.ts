import { unitByCode } from "@celadon/quantity";
import { mark, type Reading } from "./reading.ts";
import type { Rule } from "./rule.ts";

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

/** What the rule alone says of a reading, its neighbours apart: undefined when it may count. */
export function verdictOf(reading: Reading, rule: Rule): Reason | undefined {
  if ((reading.marks & mark.timely) === 0) return "from-the-future";
  const code = reading.marks & mark.unit;
  const scale = rule.scales.get(code);
  if (scale === undefined) {
    return unitByCode(code)?.dimension === unitByCode(rule.unitCode)?.dimension ? "inexact-unit" : "wrong-dimension";
  }
  const value = reading.valueMicro * scale.top;
  if (rule.minimumMicro !== undefined && value < rule.minimumMicro * scale.bottom) return "out-of-range";
  if (rule.maximumMicro !== undefined && value > rule.maximumMicro * scale.bottom) return "out-of-range";
  return undefined;
}

/** The reading in 10^-12 of the channel's unit, multiplier applied. Only for a reading whose unit the rule knows. */
export function picoOf(reading: Reading, rule: Rule): bigint {
  const scale = rule.scales.get(reading.marks & mark.unit);
  if (scale === undefined) throw new Error("picoOf was asked about a reading that verdictOf refuses");
  return reading.valueMicro * scale.multiplierMicro;
}
