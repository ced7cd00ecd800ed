import { Decimal, readDecimal, readInstant } from "@celadon/quantity";
import { erasOf, type RegisterFact, type RuleVersion } from "./era.ts";
import type { People } from "./fold.ts";
import { mark, quality, type Reading } from "./reading.ts";
import { type ChannelRule, compileRule, type Rule } from "./rule.ts";
import type { Reason } from "./verdict.ts";
import { windowsOf } from "./windows.ts";

/** A channel as a test tells it. Clocks are UTC: "10:00" is of 1 January 2026, "02 10:00:30.5" of the 2nd. */
export interface Story {
  readonly rule: Partial<ChannelRule>;
  readonly readings: readonly (readonly [clock: string, value: string, more?: Partial<Reading>])[];
  readonly facts?: readonly RegisterFact[];
  readonly people?: readonly { readonly from: string; readonly to: string; readonly said: "accept" | "reject" }[];
  /** Later versions of the rule. */
  readonly versions?: readonly RuleVersion[];
}

/** What the twin makes of it, in numbers a person can check: `"10:00": "1.0 of 900 s + 2700 s"` (measured + estimated). */
export interface Told {
  readonly total: string;
  readonly hours: Readonly<Record<string, string>>;
  readonly refused: Readonly<Record<string, Reason>>;
}

/** Instant of a clock text. */
export function at(clock: string): number {
  const [day, time] = clock.includes(" ") ? clock.split(" ") : ["01", clock];
  const atMs = readInstant(`2026-01-${day}T${time}Z`);
  if (atMs === undefined) throw new Error(`"${clock}" is no clock text.`);
  return atMs;
}

/** A number of units as millionths. */
export const micro = (text: string): bigint => {
  const value = readDecimal(text);
  if (value === undefined) throw new Error(`"${text}" is no plain decimal.`);
  return BigInt(value.times(1_000_000).toFixed());
};

/** A rule with usual answers to what a test does not ask about: kWh each 15 min, neighbours at most an hour apart. */
export function ruleOf(rule: Partial<ChannelRule>): Rule {
  const usual = { channel: "main", kind: "counter", unit: "kWh", periodMs: 900_000, maxGapMs: 3_600_000 } as const;
  const compiled = compileRule({ ...usual, multiplier: "1", ...rule });
  if (compiled.kind !== "accept") throw new Error(compiled.evidence);
  return compiled.value;
}

/** A measured reading in time, unless `more` says otherwise. */
export const reading = (clock: string, value: string, more: Partial<Reading> = {}): Reading => ({
  atMs: at(clock),
  valueMicro: micro(value),
  quality: quality.measured,
  revision: 0,
  coversSeconds: 0,
  marks: mark.timely,
  ...more,
});

const everyReading = ({ readings }: Story): readonly Reading[] => readings.map((one) => reading(...one));

const peopleOf = ({ people = [] }: Story): People =>
  people.map(({ from, to, said }) => ({ fromMs: at(from), toMs: at(to), said }));

/** The story through the twin. */
export function told(story: Story): Told {
  const versions = [{ fromMs: 0, rule: ruleOf(story.rule) }, ...(story.versions ?? [])];
  const { hours, refused } = windowsOf(everyReading(story), erasOf(versions, story.facts ?? []), peopleOf(story));
  const total = hours.reduce((sum, { pico }) => sum + pico, 0n);
  const seconds = (ms: number): string => new Decimal(ms).dividedBy(1000).toFixed();
  return {
    total: amount(total),
    hours: Object.fromEntries(
      hours.map(({ startMs, pico, measuredMs, estimatedMs }) => [
        clockOf(startMs),
        `${amount(pico)} of ${seconds(measuredMs)} s + ${seconds(estimatedMs)} s`,
      ]),
    ),
    refused: Object.fromEntries([...refused].map(([atMs, reason]) => [clockOf(atMs), reason])),
  };
}

const amount = (pico: bigint): string => new Decimal(pico.toString()).times("1e-12").toFixed();

const clockOf = (atMs: number): string => {
  const text = Temporal.Instant.fromEpochMilliseconds(atMs).toString();
  const time = text.slice(11, -1).replace(/:00$/, "");
  return text.startsWith("2026-01-01") ? time : `${text.slice(8, 10)} ${time}`;
};
