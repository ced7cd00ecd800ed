import { choice, decimal, duration, flag, text, unit } from "./leaf.ts";
import { percent } from "./measure.ts";
import { may, need, type Read, record, type Shape } from "./shape.ts";

/**
 * How often a channel speaks; `calendar-day`: once for each local day of 23 to 25 hours; `calendar-month`: once for each local
 * month. `ms` is what a reading without `coversSeconds` covers: of a month its surest 28 days, because a guess would be counted.
 */
export interface PeriodText {
  readonly ms: number;
  readonly isCalendarDay: boolean;
  readonly isCalendarMonth?: true;
}

const day = 86_400_000;

const period: Shape<PeriodText> = {
  schema: { type: "string", pattern: "^(\\d+ ?(s|min|h|d)|calendar-day|calendar-month)$" },
  read: (node, path, report) => {
    if (node.kind === "text" && node.text === "calendar-day") return { ms: day, isCalendarDay: true };
    if (node.kind === "text" && node.text === "calendar-month")
      return { ms: 28 * day, isCalendarDay: false, isCalendarMonth: true };
    const ms = duration.read(node, path, report);
    return ms === undefined ? undefined : { ms, isCalendarDay: false };
  },
};

const whenMissing = record({
  method: need(
    choice("mean", "rate"),
    "mean: the channel's own average of the same calendar year goes on. rate: a stated amount per hour.",
  ),
  perHour: may(decimal({ places: 6 }), "rate only: the amount per hour, in the unit of the channel's amounts."),
  atMost: need(percent, "How much of the time may be filled so, such as `5 %`. Beyond it the total is unknown."),
  why: need(text, "Why this is a fair guess."),
});

export const channelShape = record({
  kind: need(
    choice("counter", "interval", "rate", "state"),
    "counter: a register that only rises. interval: an amount since the last reading. rate: power or flow. state: not added up.",
  ),
  unit: need(unit, "Unit of the readings."),
  period: need(
    period,
    "How often it speaks: `15min`, `1h`, `1d`, or `calendar-day` (`calendar-month`) for one amount a local day (month).",
  ),
  description: may(text, "What it measures, and where."),
  phase: may(text, "Part of the plant it belongs to, such as `finishing`."),
  multiplier: may(
    decimal({ places: 6, above: "0" }),
    "CT/PT ratio of the register, 1 where nothing is said; at most 6 decimals.",
  ),
  modulus: may(decimal({ places: 6, above: "0" }), "counter: where the register starts again, 1000000 for six digits."),
  ratedPerHour: may(
    decimal({ places: 6, above: "0" }),
    "counter: largest plausible rise per hour, after the multiplier, in the unit of the channel.",
  ),
  maxGap: may(
    duration,
    "Neighbours further apart are not measured between. 2.5 periods where nothing is said: one reading may be lost.",
  ),
  minimum: may(decimal({ places: 6 }), "Lower readings are kept apart and not counted."),
  maximum: may(decimal({ places: 6 }), "Higher readings are kept apart and not counted."),
  method: may(
    choice("step", "trapezoid"),
    "rate: how it is integrated between two readings; step where nothing is said.",
  ),
  footprint: may(flag, "false: recorded only, no amount uses it."),
  whenMissing: may(whenMissing, "What to assume for time without readings. Nothing, where nothing is said."),
});

export type ChannelDraft = Read<typeof channelShape>;
