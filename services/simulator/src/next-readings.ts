import { hourMs, type InstantMs } from "@celadon/quantity";
import type { Calendar } from "./calendar.ts";
import type { Day } from "./day.ts";
import { fatesOf } from "./fates.ts";
import { hoursOf } from "./hours-of.ts";
import { readingsOfHour } from "./readings-of-hour.ts";
import type { Scenario } from "./scenario.ts";
import { type SentHour, type SentReading, sentHour } from "./sent-hour.ts";
import { truthFor } from "./truth.ts";

interface LateReadings {
  readonly sentMs: InstantMs;
  readonly readings: readonly SentReading[];
}

/** A late day is sent at ten in the morning of the next one, and events hold back less, so what is late lies less than two days back. */
const lateHours = 10;
const lateReachHours = 48;

const sendingMs = ({ number }: Day, { dayAt }: Calendar): InstantMs =>
  (dayAt(number + 1).startHour + lateHours) * hourMs;

/**
 * A simulated plant that sends: each call gives what is sent from the end of the call before (at first `fromMs`) until
 * `toMs`, hour by hour; hours in which nothing is sent are left out. Where the calls are cut changes nothing. Beginning
 * in the middle costs one pass over the hours before, because a register holds all of them.
 */
export function nextReadings(
  scenario: Scenario,
  seed: number,
  fromMs: InstantMs,
): (toMs: InstantMs) => Generator<SentHour> {
  const truth = truthFor(scenario, seed);
  const fates = fatesOf(scenario, seed);
  const readIn = readingsOfHour(scenario, fates);
  const { sight, pass } = hoursOf(truth, scenario);
  let nextMs = Math.max(fromMs, sight.hour * hourMs);
  let late: readonly LateReadings[] = [];

  /** What is read in the hour in sight at moments in [fromMs, toMs) and sent at once; the rest waits in `late`. */
  const read = (fromMs: InstantMs, toMs: InstantMs): readonly SentReading[] => {
    const all = readIn(sight, fromMs, toMs);
    if (all.length === 0) return [];
    const dayMs = fates.isLate(sight.day) ? sendingMs(sight.day, truth.calendar) : undefined;
    const held = new Map<InstantMs, SentReading[]>();
    const atOnce: SentReading[] = [];
    for (const { reading, sentMs: eventMs } of all) {
      const sentMs = dayMs === undefined ? eventMs : Math.max(dayMs, eventMs ?? dayMs);
      if (sentMs === undefined) atOnce.push(reading);
      else held.set(sentMs, [...(held.get(sentMs) ?? []), reading]);
    }
    late = [...late, ...[...held].map(([sentMs, readings]) => ({ sentMs, readings }))];
    return atOnce;
  };

  const firstHour = Math.floor(nextMs / hourMs);
  for (; sight.hour < firstHour; pass())
    if (sight.hour >= firstHour - lateReachHours) read(sight.hour * hourMs, (sight.hour + 1) * hourMs);
  read(firstHour * hourMs, nextMs);
  late = late.filter(({ sentMs }) => sentMs >= nextMs);

  return function* (toMs) {
    while (nextMs < toMs) {
      const hourEndMs = (sight.hour + 1) * hourMs;
      const untilMs = Math.min(hourEndMs, toMs);
      const due = late.filter(({ sentMs }) => sentMs < untilMs).flatMap(({ readings }) => readings);
      if (due.length > 0) late = late.filter(({ sentMs }) => sentMs >= untilMs);
      const readings = [...due, ...read(nextMs, untilMs)];
      nextMs = untilMs;
      if (untilMs === hourEndMs) pass();
      if (readings.length > 0) yield sentHour(scenario.factory, untilMs, readings);
    }
  };
}
