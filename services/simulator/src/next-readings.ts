import { hourMs, type InstantMs } from "@celadon/quantity";
import type { Calendar } from "./calendar.ts";
import type { Day } from "./day.ts";
import { fatesOf } from "./fates.ts";
import { hoursOf } from "./hours-of.ts";
import { readingLines } from "./reading-lines.ts";
import type { Scenario } from "./scenario.ts";
import { truthFor } from "./truth.ts";

/** What the meters send within one hour. */
export interface SentHour {
  /** The end of this stretch: everything sent before it has been given. */
  readonly untilMs: InstantMs;
  readonly count: number;
  /** NDJSON, a line for each reading, in the order of sending. */
  readonly ndjson: string;
}

interface LateLines {
  readonly sentMs: InstantMs;
  readonly lines: readonly string[];
}

/** A late day is sent at ten in the morning of the next one, so it lies less than two days back. */
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
  const linesIn = readingLines(scenario, fates);
  const { sight, pass } = hoursOf(truth, scenario.channels.length);
  let nextMs = Math.max(fromMs, sight.hour * hourMs);
  let late: readonly LateLines[] = [];

  /** The lines of the hour in sight with instants in [fromMs, toMs) that are sent at once; the others wait in `late`. */
  const read = (fromMs: InstantMs, toMs: InstantMs): readonly string[] => {
    const lines = linesIn(sight, fromMs, toMs);
    if (lines.length === 0 || !fates.isLate(sight.day)) return lines;
    late = [...late, { sentMs: sendingMs(sight.day, truth.calendar), lines }];
    return [];
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
      const due = late.filter(({ sentMs }) => sentMs < untilMs).flatMap(({ lines }) => lines);
      if (due.length > 0) late = late.filter(({ sentMs }) => sentMs >= untilMs);
      const lines = read(nextMs, untilMs);
      const count = due.length + lines.length;
      nextMs = untilMs;
      if (untilMs === hourEndMs) pass();
      if (count > 0) yield { untilMs, count, ndjson: due.join("") + lines.join("") };
    }
  };
}
