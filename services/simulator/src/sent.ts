import { readingsBetween } from "./readings-between.ts";
import type { Scenario } from "./scenario.ts";

/** One reading as it was sent. */
export interface Sent {
  readonly channel: string;
  readonly at: string;
  readonly value: string;
}

export interface Stretch {
  readonly from: string;
  readonly to: string;
  readonly seed?: number;
}

/** For tests: the text of everything sent between two instants. */
export const sentText = (scenario: Scenario, { from, to, seed = 1 }: Stretch): string =>
  [...readingsBetween(scenario, seed, Date.parse(from), Date.parse(to))].map(({ ndjson }) => ndjson).join("");

const line = /^\{"factory":"[^"]+","channel":"([^"]+)","at":"([^"]+)","value":(-?\d+(?:\.\d+)?)\}$/;

/** For tests: the same as readings; a line that is none is an error. */
export const sent = (scenario: Scenario, stretch: Stretch): readonly Sent[] =>
  sentText(scenario, stretch)
    .split("\n")
    .slice(0, -1)
    .map((text) => {
      const [, channel, at, value] = line.exec(text) ?? [];
      if (channel === undefined || at === undefined || value === undefined) throw new Error(`No reading: ${text}`);
      return { channel, at, value };
    });

/** For tests: the values of one channel, by instant. */
export const valuesOf = (scenario: Scenario, channel: string, stretch: Stretch): Readonly<Record<string, string>> =>
  Object.fromEntries(
    sent(scenario, stretch)
      .filter((reading) => reading.channel === channel)
      .map(({ at, value }) => [at, value]),
  );
