import { hourMs, type InstantMs } from "@celadon/quantity";
import type { Fates } from "./fates.ts";
import { meterOf, type Sight } from "./meter.ts";
import { passageOf } from "./passage.ts";
import type { Scenario } from "./scenario.ts";
import type { SentReading } from "./sent-hour.ts";

const minuteMs = 60_000;

/** A reading, and when it is sent where that is not at once. */
export interface ReadReading {
  readonly reading: SentReading;
  readonly sentMs: InstantMs | undefined;
}

/** What is read of a plant in the hour in sight at moments in [fromMs, toMs), by time, then channel. */
export function readingsOfHour(
  scenario: Scenario,
  fates: Fates,
): (sight: Sight, fromMs: InstantMs, toMs: InstantMs) => readonly ReadReading[] {
  const meters = scenario.channels.flatMap((channel, at) => {
    const meter = meterOf(channel, at, fates);
    const isStart = channel.meter.kind === "interval" && channel.meter.isStampedAtStart;
    const backMs = isStart && channel.meter.kind === "interval" ? channel.meter.periodMs : 0;
    return meter === undefined ? [] : [{ channel: channel.name, meter, backMs }];
  });
  const minutes = minutesOf(scenario.channels);
  const passage = passageOf(scenario);
  return (sight, fromMs, toMs) => {
    const read: ReadReading[] = [];
    for (const minute of minutes) {
      const readMs = sight.hour * hourMs + minute * minuteMs;
      if (readMs < fromMs || readMs >= toMs) continue;
      for (const { channel, meter, backMs } of meters) {
        const value = meter(sight, minute);
        if (value === undefined) continue;
        const { sentMs, isLost, isZero, isBackfill, isDoubled, isKept } = passage(channel, readMs);
        if (isLost) continue;
        const shown = isZero ? "0" : value;
        const reading = { channel, atMs: readMs - backMs, value: shown, isBackfill, isDoubled, isKept };
        read.push({ reading, sentMs });
      }
    }
    return read;
  };
}

/** The minutes of an hour at which any channel speaks; a calendar day ends on the hour. */
function minutesOf(channels: Scenario["channels"]): readonly number[] {
  const steps = channels.map(({ meter }) => ("periodMs" in meter ? meter.periodMs / minuteMs : 60));
  return Array.from({ length: 60 }, (_, minute) => minute).filter((minute) =>
    steps.some((step) => minute % step === 0),
  );
}
