import { hourMs, type InstantMs, instantText } from "@celadon/quantity";
import type { Fates } from "./fates.ts";
import { meterOf, type Sight } from "./meter.ts";
import type { Scenario } from "./scenario.ts";

const minuteMs = 60_000;

/** The readings of a plant in the hour in sight, with instants in [fromMs, toMs): lines of NDJSON, by time, then channel. */
export function readingLines(
  { factory, channels }: Scenario,
  fates: Fates,
): (sight: Sight, fromMs: InstantMs, toMs: InstantMs) => readonly string[] {
  const meters = channels.flatMap((channel, at) => {
    const meter = meterOf(channel, at, fates);
    const head = `{"factory":${JSON.stringify(factory)},"channel":${JSON.stringify(channel.name)},"at":"`;
    return meter === undefined ? [] : [{ meter, head }];
  });
  const minutes = minutesOf(channels);
  return (sight, fromMs, toMs) => {
    const lines: string[] = [];
    for (const minute of minutes) {
      const atMs = sight.hour * hourMs + minute * minuteMs;
      if (atMs < fromMs || atMs >= toMs) continue;
      let tail: string | undefined; // most hours of a plant that speaks once a day are silent
      for (const { meter, head } of meters) {
        const value = meter(sight, minute);
        if (value === undefined) continue;
        tail ??= `${instantText(atMs)}","value":`;
        lines.push(`${head}${tail}${value}}\n`);
      }
    }
    return lines;
  };
}

/** The minutes of an hour at which any channel speaks; a calendar day ends on the hour. */
function minutesOf(channels: Scenario["channels"]): readonly number[] {
  const steps = channels.map(({ meter }) => ("periodMs" in meter ? meter.periodMs / minuteMs : 60));
  return Array.from({ length: 60 }, (_, minute) => minute).filter((minute) =>
    steps.some((step) => minute % step === 0),
  );
}
