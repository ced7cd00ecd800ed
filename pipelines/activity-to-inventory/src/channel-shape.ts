import { readInstant } from "@celadon/quantity";
import { choice, decimal, duration, flag, text, unit } from "./leaf.ts";
import { percent } from "./measure.ts";
import { may, need, type Read, record, type Shape, scalar } from "./shape.ts";

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

const calendarDay: Shape<string> = scalar({ type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" }, (given) =>
  readInstant(`${given}T00:00Z`) !== undefined && given.length === 10
    ? { value: given }
    : { problem: `"${given}" is no day.`, fix: "Write it like 2027-03-01." },
);

const largestError = "Largest permissible error, as a part of the value: `0.5 %` for a meter of class 0.5.";
const limit = { class: need(percent, largestError) };

const accuracy = record({
  ...limit,
  verifiedUntil: may(
    calendarDay,
    "The last day of its verification. What comes behind it counts, and is told as unverified.",
  ),
});

/** A run is remembered while it lasts, so it is not long. */
const readingsInARow: Shape<number> = scalar({ type: "integer", minimum: 2, maximum: 1000 }, (given) => {
  const value = /^\d{1,4}$/.test(given) ? Number(given) : 0;
  if (value >= 2 && value <= 1000) return { value };
  return { problem: `"${given}" is no number of readings in a row.`, fix: "Write a whole number from 2 to 1000." };
});

export const channelShape = record({
  kind: need(
    choice("counter", "interval", "rate", "state", "sample"),
    "counter: a register that only rises. interval: an amount since the last reading. rate: power or flow. state: not added up. sample: a laboratory's value, which holds until the next one.",
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
  resetAfter: may(
    readingsInARow,
    "counter: so many low readings in a row, counting up within the rated bound, are a reset; never, where nothing is said.",
  ),
  largestStep: may(
    decimal({ places: 6, above: "0" }),
    "rate, state: a value further than this from the last that counts is a spike, and kept apart.",
  ),
  frozenAfter: may(duration, "rate, state: the same to the last digit for so long, hours are marked as frozen."),
  validFor: may(
    duration,
    "sample: how long a value holds at most, from its instant, such as `35d`. A sample needs it.",
  ),
  maxGap: may(
    duration,
    "Neighbours further apart are not measured between. 2.5 periods where nothing is said: one reading may be lost.",
  ),
  minimum: may(decimal({ places: 6 }), "Lower readings are kept apart and not counted."),
  maximum: may(decimal({ places: 6 }), "Higher readings are kept apart and not counted."),
  stamp: may(
    choice("start", "end"),
    "interval: whether a reading's instant is the start or the end of the time it covers; end where nothing is said. HJ 212 sends starts.",
  ),
  sends: may(
    unit,
    "Unit in which the readings really come, whatever they state: for a station that is known to name a wrong one.",
  ),
  method: may(
    choice("step", "trapezoid"),
    "rate, state: how it is integrated between two readings; step where nothing is said.",
  ),
  footprint: may(flag, "false: recorded only, no amount uses it."),
  accuracy: may(accuracy, "How far the meter may be off, and until when that has been verified. It changes no amount."),
  whenMissing: may(whenMissing, "What to assume for time without readings. Nothing, where nothing is said."),
});

export type ChannelDraft = Read<typeof channelShape>;
