import type { InstantMs } from "@celadon/quantity";
import { nextReadings } from "./next-readings.ts";
import type { Scenario } from "./scenario.ts";
import type { SentHour } from "./sent-hour.ts";

/** Everything the plant sends in [fromMs, toMs), by the hour, as NDJSON. Hours in which nothing is sent are left out. */
export const readingsBetween = (
  scenario: Scenario,
  seed: number,
  fromMs: InstantMs,
  toMs: InstantMs,
): Generator<SentHour> => nextReadings(scenario, seed, fromMs)(toMs);
