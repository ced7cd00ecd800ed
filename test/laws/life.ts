import type { Declaration } from "@celadon/proto";
import { Decimal, hourMs } from "@celadon/quantity";
import {
  type ChannelRule,
  compileRule,
  type Era,
  erasOf,
  mark,
  type People,
  quality,
  type Reading,
  type RegisterFact,
} from "@celadon/telemetry-to-activity";
import type { Moment, Plot, Saying, Turn } from "./plot.ts";

/** 2026-01-01T00:00Z. */
export const dayMs = 1_767_225_600_000;

/** A channel's life as it is sent, and the eras and people's words that hold in the end. */
export interface Life {
  readonly channel: string;
  readonly readings: readonly Reading[];
  /** The rule each model version states, or nothing. */
  readonly rules: readonly (ChannelRule | undefined)[];
  /** Everything declared, with its corrections and withdrawals; keys are unique within the channel. */
  readonly declarations: readonly Pick<Declaration, "key" | "revision" | "atMs" | "fact">[];
  readonly eras: readonly Era[];
  readonly people: People;
}

/** Tells a plot in instants, values and declarations. `versionsMs`: when the versions of the model begin. */
export function lifeOf(channel: string, plot: Plot, versionsMs: readonly number[]): Life {
  const rules = versionsMs.map((_, i) => ruleAfter(baseRule(channel, plot), plot.turns.slice(0, i)));
  const told = readingsOf(plot);
  const facts = plot.sayings.map((saying, i) => factOf(saying, plot, told, `${channel} says ${i}`));
  const versions = rules.map((rule, i) => ({ fromMs: versionsMs[i] as number, rule: rule && compiled(rule) }));
  const known = versions.some(({ rule }) => rule !== undefined);
  return {
    channel,
    readings: told.flatMap(({ readings }) => readings),
    rules,
    declarations: facts.flatMap(({ declarations }) => declarations),
    eras: known
      ? erasOf(
          versions,
          facts.flatMap(({ register }) => register),
        )
      : [],
    people: facts.flatMap(({ people }) => people),
  };
}

/** Thousandths of the rated bound per period, in micro. */
const unitRise = 25_000n;

function baseRule(channel: string, plot: Plot): ChannelRule {
  const { kind, periodMs, multiplier, method, sendsThousands } = plot;
  const thousands = sendsThousands ? 1000 : 1;
  const rises = new Decimal(String(unitRise)).times(1000).dividedBy(periodMs).times(3.6);
  const perHour = rises.times(multiplier).times(thousands);
  return {
    channel,
    kind,
    unit: kind === "rate" ? "kW" : "kWh",
    periodMs,
    maxGapMs: periodMs * plot.gapPeriods,
    multiplier,
    ...(kind === "counter" && plot.isBounded ? { ratedPerHour: perHour.toFixed(6) } : {}),
    ...(kind === "counter" && plot.hasModulus ? { modulus: String(10_000 * thousands) } : {}),
    ...(kind === "interval" && plot.isStartStamped ? { stamp: "start" } : {}),
    ...(kind === "counter" && plot.resetAfter !== undefined ? { resetAfter: plot.resetAfter } : {}),
    ...((kind === "rate" || kind === "state") && plot.largestStep !== undefined
      ? { largestStep: new Decimal(plot.largestStep).times(thousands).toFixed() }
      : {}),
    ...((kind === "rate" || kind === "state") && plot.frozenPeriods !== undefined
      ? { frozenAfterMs: plot.frozenPeriods * periodMs }
      : {}),
    ...(kind === "state" && plot.isMean ? { isMean: true } : {}),
    ...(kind === "sample" ? { validForMs: periodMs * plot.gapPeriods } : {}),
    ...(sendsThousands ? { sends: kind === "rate" ? "MW" : "MWh" } : {}),
    ...(plot.hasMinimum ? { minimum: "0" } : {}),
    method,
  };
}

function ruleAfter(rule: ChannelRule, turns: readonly Turn[]): ChannelRule | undefined {
  switch (turns.at(-1)) {
    case "finer":
      return { ...rule, periodMs: 1_000 };
    case "coarser":
      return { ...rule, periodMs: 900_000 };
    case "ratio":
      return { ...rule, multiplier: "60" };
    case "bound":
      return { ...rule, minimum: "1", maxGapMs: rule.maxGapMs * 3 };
    case "gone":
      return undefined;
    case "stamp":
      return { ...rule, stamp: rule.stamp === "start" ? "end" : "start" };
    case "kind":
      return { ...rule, kind: rule.kind === "interval" ? "counter" : "interval" };
    default:
      return rule;
  }
}

interface Told {
  readonly atMs: number;
  readonly register: bigint;
  readonly readings: readonly Reading[];
}

function readingsOf(plot: Plot): readonly Told[] {
  const told: Told[] = [];
  let atMs = dayMs + plot.startMs;
  let register = 9_990_000_000n;
  let level = 0n;
  let shown = 0n;
  for (const moment of plot.moments) {
    const lastMs = atMs;
    const periods = plot.periodMs > hourMs ? Math.min(moment.periods, 5) : moment.periods;
    atMs += periods === 0 ? 1 : periods * plot.periodMs + moment.shiftMs;
    register += (BigInt(moment.rise) * unitRise * BigInt(Math.max(1, periods)) * 9n) / 10n;
    if (plot.hasModulus && register >= 10_000_000_000n) register -= 10_000_000_000n;
    if (moment.isNewBeginning) register = BigInt(moment.rise + 300) * unitRise;
    if (moment.isNewBeginning) level = 300_000_000n - level;
    if (!moment.isSame) shown = BigInt(moment.rise - 100) * 123_457n + level;
    const value = plot.kind === "counter" ? register : shown;
    told.push({ atMs, register, readings: rivalsOf(readingOf({ plot, moment, atMs, lastMs, value }), moment) });
  }
  return told;
}

function readingOf(one: { plot: Plot; moment: Moment; atMs: number; lastMs: number; value: bigint }): Reading {
  const { plot, moment, atMs, lastMs, value } = one;
  const since = Math.max(1, Math.floor((atMs - lastMs) / 1000));
  const period = Math.round(plot.periodMs / 1000);
  const covers = { unsaid: 0, period, since, more: since + 1, twice: 2 * period }[moment.covers];
  const wrong = { "other-unit": plot.kind === "rate" ? 10 : 3, "wrong-unit": 17 } as const;
  const unit = moment.fault === "other-unit" || moment.fault === "wrong-unit" ? wrong[moment.fault] : 0;
  return {
    atMs,
    valueMicro: faulty(value, moment.fault),
    quality: qualityOf(moment),
    revision: 0,
    coversSeconds: Math.min(covers, 2 ** 25 - 1),
    marks:
      unit |
      (moment.fault === "early" ? 0 : mark.timely) |
      (moment.isBackfill ? mark.backfill : 0) |
      (moment.isManual ? mark.manual : 0),
  };
}

const denied = Object.values(quality).filter((code) => code > quality.measured && code < quality.retracted);

function qualityOf({ fault, rise, isEstimated }: Moment): Reading["quality"] {
  if (fault === "denied") return denied[Math.abs(rise) % denied.length] as Reading["quality"]; // there are eight
  return isEstimated ? quality.estimated : quality.measured;
}

function faulty(value: bigint, fault: Moment["fault"]): bigint {
  if (fault === "zero") return 0n;
  if (fault === "huge") return 999_999_999_999_000_000n;
  return fault === "low" ? value / 2n : value;
}

const rivalsOf = (reading: Reading, { rivals }: Moment): readonly Reading[] => [
  reading,
  ...rivals.map((rival) => rivalOf(reading, rival)),
];

function rivalOf(reading: Reading, rival: Moment["rivals"][number]): Reading {
  switch (rival) {
    case "correction":
      return { ...reading, valueMicro: reading.valueMicro + 1_000n, revision: 1 };
    case "tie":
      return { ...reading, valueMicro: reading.valueMicro - 1_000n };
    case "estimate":
      return { ...reading, quality: quality.estimated };
    case "retraction":
      return { ...reading, valueMicro: 0n, quality: quality.retracted };
    case "return":
      return { ...reading, revision: 2 };
    case "other-cover":
      return { ...reading, coversSeconds: Math.max(1, Math.floor(reading.coversSeconds / 2)), revision: 1 };
  }
}

interface Fact {
  readonly declarations: Life["declarations"];
  readonly register: readonly RegisterFact[];
  readonly people: People;
}

const decimal = (micro: bigint | undefined): string | undefined =>
  micro === undefined ? undefined : new Decimal(String(micro)).dividedBy(1_000_000).toFixed();

function factOf(saying: Saying, plot: Plot, told: readonly Told[], key: string): Fact {
  const first = told[0] as Told; // a plot has at least one moment
  const near = saying.moment < 0 ? first : (told[Math.min(saying.moment, told.length - 1)] as Told);
  const away = saying.moment < 0 ? -2 : saying.moment >= told.length ? (saying.moment - told.length + 1) / 2 : 0;
  const atMs = Math.floor(near.atMs + away * plot.periodMs + saying.shiftMs);
  const one = wording({ saying, atMs, toMs: atMs + 1 + saying.spanPeriods * plot.periodMs, register: near.register });
  const said = { key, atMs: BigInt(atMs) };
  const holds = { register: one.register, people: one.people };
  switch (saying.fate) {
    case "holds":
      return { declarations: [{ ...said, revision: 0, fact: one.fact }], ...holds };
    case "withdrawn":
      return {
        declarations: [
          { ...said, revision: 0, fact: one.fact },
          { ...said, revision: 1, fact: { $case: "withdrawal", value: {} } },
        ],
        register: [],
        people: [],
      };
    case "corrected":
      return {
        declarations: [
          { ...said, atMs: BigInt(atMs - plot.periodMs), revision: 0, fact: one.fact },
          { ...said, revision: 1, fact: one.fact },
        ],
        ...holds,
      };
  }
}

function wording(one: { saying: Saying; atMs: number; toMs: number; register: bigint }): {
  readonly fact: Declaration["fact"];
  readonly register: readonly RegisterFact[];
  readonly people: People;
} {
  const { saying, atMs, toMs, register } = one;
  const closingMicro = saying.hasClosing ? register + 2_000n : undefined;
  const openingMicro = saying.isOther ? 0n : register - 1_000n;
  const closing = decimal(closingMicro);
  const opening = decimal(openingMicro) as string; // of a number there is always one
  switch (saying.kind) {
    case "accept":
      return {
        fact: { $case: "acceptance", value: { toMs: BigInt(toMs) } },
        register: [],
        people: [{ fromMs: atMs, toMs, said: "accept" }],
      };
    case "reject":
      return {
        fact: { $case: "rejection", value: { toMs: BigInt(toMs) } },
        register: [],
        people: [{ fromMs: atMs, toMs, said: "reject" }],
      };
    case "reset":
      return {
        fact: { $case: "registerReset", value: { closing, opening } },
        register: [{ kind: "reset", atMs, closingMicro, openingMicro }],
        people: [],
      };
    case "replacement": {
      const multiplierMicro = saying.hasOpening ? 60_000_000n : undefined;
      const modulusMicro = saying.isOther ? 20_000_000_000n : undefined;
      const value = { closing, opening, multiplier: decimal(multiplierMicro), modulus: decimal(modulusMicro) };
      return {
        fact: { $case: "meterReplacement", value },
        register: [{ kind: "replacement", atMs, closingMicro, openingMicro, multiplierMicro, modulusMicro }],
        people: [],
      };
    }
    case "multiplier":
      return {
        fact: { $case: "multiplierChange", value: { multiplier: "60" } },
        register: [{ kind: "multiplier", atMs, multiplierMicro: 60_000_000n }],
        people: [],
      };
  }
}

function compiled(rule: ChannelRule) {
  const outcome = compileRule(rule);
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  return outcome.value;
}

/** Whole hours around the readings, for model versions to begin at. */
export const versionHours = [-24, -1, 0, 1, 2, 26].map((hours) => dayMs + hours * hourMs);
