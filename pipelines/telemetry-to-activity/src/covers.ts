import type { Reading } from "./reading.ts";
import type { Rule } from "./rule.ts";

/** How long the time is that an interval reading covers, where it does not say so that of the channel's period. */
export const coverMsOf = ({ coversSeconds }: Reading, { periodMs }: Rule): number =>
  coversSeconds > 0 ? coversSeconds * 1000 : periodMs;

/** Where the time that a reading tells of ends: its own instant, or, where that is the start of what it covers, the end of it. */
export const endMsOf = (reading: Reading, rule: Rule | undefined): number =>
  rule?.isStartStamped === true ? reading.atMs + coverMsOf(reading, rule) : reading.atMs;
