import { hourOf } from "@celadon/quantity";
import { confirmed, isFar } from "./confirmed.ts";
import { coverMsOf, endMsOf } from "./covers.ts";
import type { Era } from "./era.ts";
import { mark, quality, type Reading } from "./reading.ts";
import { type Point, riseOf } from "./rise.ts";
import type { Rule } from "./rule.ts";
import { evenStep, type Step, windowMark } from "./step.ts";
import { picoOf, type Reason, verdictOf } from "./verdict.ts";

/** What people said of the readings of a half-open stretch of time; it overrides every rule, and a rejection wins. */
export type People = readonly { readonly fromMs: number; readonly toMs: number; readonly said: "accept" | "reject" }[];

function saidOf(people: People, atMs: number): "accept" | "reject" | undefined {
  const here = people.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
  return here.find(({ said }) => said === "reject")?.said ?? here[0]?.said;
}

/** What became of one reading: why it does not count, or undefined; and the steps that end with it. */
export interface Folded {
  readonly reason: Reason | undefined;
  readonly steps: readonly Step[];
}

export interface ChannelFold {
  /** The next standing, unretracted reading, by instant. */
  next(reading: Reading): Folded;
  /** After the last reading: what declared registers add behind it, and for how long the last sample holds. */
  end(): readonly Step[];
  /** Since when the last value that counts has been the same, as far as the fold has seen. */
  sameSinceMs(): number;
}

/** The rule in force at an instant, or undefined. */
export const ruleAt = (eras: readonly Era[], atMs: number): Rule | undefined =>
  eras.findLast(({ fromMs }) => fromMs <= atMs)?.rule;

/** A reading that counts, for a fold to go on behind it as if it had seen everything before. */
export interface Seed {
  readonly reading: Reading;
  /** Since when the value has been the same, as far back as whoever has the seed has looked. */
  readonly sameSinceMs: number;
}

/**
 * Acceptance and cumulative amount of one channel, reading by reading in the order of their instants. A function of that
 * sequence alone: fold the same set again and the same readings count. No moment is ever covered by two steps.
 *
 * A counter keeps the last accepted reading as its base. A reading below it is a rollover when the wrapped rise is within
 * the rated bound, else it fell and does not count; a rise above rated * time * 1.1 does not count either. A rate or state that
 * steps further than `largestStep` within `maxGap` of the last that counts is a spike. Either is a new beginning, and counts, when
 * the run of refused readings it ends shows that (`confirmed`); the stretch before it is missing.
 *
 * All that is remembered begins anew with each reading that counts, but for `sameSinceMs`: whatever it is, it says the same of readings
 * more than `frozenAfter` behind the seed.
 */
export function channelFold(eras: readonly Era[], people: People, seed?: Seed): ChannelFold {
  let era = seed === undefined ? -1 : eras.findLastIndex(({ fromMs }) => fromMs <= seed.reading.atMs);
  let base = seed && baseOf(seed.reading, eras[era]?.rule);
  /** The last instant that counts in any way: no interval may begin before it. */
  let reachedMs = base?.atMs ?? Number.NEGATIVE_INFINITY;
  let sameSinceMs = seed?.sameSinceMs ?? Number.NEGATIVE_INFINITY;
  /** Readings since the base that are refused, and may turn out to be a new beginning. */
  let run: readonly Point[] = [];

  /** Moves on to the eras that begin at or before the instant; returns what their closing registers add. */
  const cross = (untilMs: number): Step[] => {
    const steps: Step[] = [];
    for (let next = eras[era + 1]; next !== undefined && next.fromMs <= untilMs; next = eras[era + 1]) {
      const before = eras[era]?.rule;
      era += 1;
      if (next.continues) continue;
      const step = base && before && (validStep(base, next.fromMs) ?? stepToBorder(base, next, before));
      if (step !== undefined) {
        steps.push(step);
        reachedMs = step.toMs;
      }
      const { fromMs, openingPico } = next;
      base =
        openingPico === undefined || reachedMs > fromMs
          ? undefined
          : { atMs: fromMs, pico: openingPico, isMeasured: true, marks: 0 };
      run = [];
    }
    return steps;
  };

  const counts = (here: Point, steps: readonly Step[]): Folded => {
    [base, reachedMs, run] = [here, here.atMs, []];
    return { reason: undefined, steps };
  };

  /** Refused for now: it counts after all where the readings behind it since the base make a whole run with it. */
  const refuses = (reason: Reason, here: Point, rule: Rule, steps: readonly Step[]): Folded => {
    const { isWhole, rest } = confirmed(run, here, rule);
    run = rest;
    if (!isWhole) return { reason, steps };
    sameSinceMs = here.atMs;
    return counts(here, steps);
  };

  const interval = ({ reading, here, rule, said, marks, steps }: Judged): Folded => {
    const statedMs = here.atMs - coverMsOf(reading, rule);
    // An overlap that a person accepts keeps its amount, over the time that is still free.
    const fromMs = Math.max(statedMs, reachedMs);
    if (fromMs > statedMs && (said !== "accept" || fromMs >= here.atMs)) return { reason: "overlap", steps };
    const isMeasured = here.isMeasured && (reading.marks & mark.manual) === 0;
    const spreads = hourOf(fromMs) === hourOf(here.atMs - 1) ? 0 : windowMark.spread;
    const span = { fromMs, toMs: here.atMs, pico: here.pico };
    return counts(here, [...steps, evenStep({ ...span, isMeasured, marks: marks | spreads })]);
  };

  const counter = (last: Point, { here, rule, said, marks, steps }: Judged): Folded => {
    const rise = riseOf(last, here, rule);
    if (rise === undefined && said !== "accept") {
      if (here.pico < last.pico) return refuses("counter-fell", here, rule, steps);
      run = [];
      return { reason: "above-rated", steps };
    }
    const pico = rise ?? here.pico - last.pico;
    // A fall that a person accepts is a new beginning: what was counted in between stays unknown.
    const isStep = pico >= 0n && here.atMs > last.atMs;
    return counts(here, isStep ? [...steps, counterStep(last, here, pico, rule, marks)] : steps);
  };

  const level = (last: Point, { here, rule, said, marks, steps }: Judged): Folded => {
    const isNear = here.atMs > last.atMs && here.atMs - last.atMs <= rule.maxGapMs;
    if (isNear && isFar(last, here, rule) && said !== "accept") return refuses("spike", here, rule, steps);
    if (!isNear || here.pico !== last.pico) sameSinceMs = here.atMs;
    if (!isNear) return counts(here, steps);
    const { frozenAfterMs = Number.POSITIVE_INFINITY } = rule;
    const marksHere = marks | (here.atMs - sameSinceMs >= frozenAfterMs ? windowMark.frozen : 0);
    const held = { fromMs: last.atMs, toMs: here.atMs, pico: 0n, isMeasured: here.isMeasured, marks: marksHere };
    return counts(here, [...steps, rule.kind === "rate" ? rateStep(last, here, rule, marksHere) : evenStep(held)]);
  };

  /** What a sample says from its instant on, until the next one, the border, or the end of its time. Undefined for all other kinds. */
  const validStep = (from: Point, untilMs: number): Step | undefined => {
    const rule = ruleAt(eras, from.atMs);
    if (rule?.kind !== "sample" || rule.validForMs === undefined) return undefined;
    const to = { ...from, atMs: Math.min(untilMs, from.atMs + rule.validForMs) };
    return to.atMs <= from.atMs ? undefined : rateStep(from, to, rule, from.marks);
  };

  const next = (reading: Reading): Folded => {
    const steps = cross(reading.atMs);
    const rule = eras[era]?.rule;
    if (rule === undefined) return { reason: undefined, steps }; // nobody has declared the channel for this instant
    const said = saidOf(people, reading.atMs);
    if (said === "reject") return { reason: "rejected-by-person", steps };
    const refused = verdictOf(reading, rule);
    const here = baseOf(reading, rule);
    // A person can release a value from its limits, not give it a unit.
    if (here === undefined || (refused !== undefined && said !== "accept")) return { reason: refused, steps };
    // Only behind a border: a reading from before it, known by its start, covers this moment.
    if (here.atMs < reachedMs) return { reason: "overlap", steps };
    const judged = { reading, here, rule, said, marks: marksOf(reading), steps };
    if (rule.kind === "interval") return interval(judged);
    if (base !== undefined && rule.kind === "sample") {
      const step = validStep(base, here.atMs);
      return counts(here, step === undefined ? steps : [...steps, step]);
    }
    if (base !== undefined) return rule.kind === "counter" ? counter(base, judged) : level(base, judged);
    sameSinceMs = here.atMs;
    return counts(here, steps);
  };

  const end = (): readonly Step[] => {
    const steps = cross(Number.MAX_SAFE_INTEGER);
    const step = base && validStep(base, Number.MAX_SAFE_INTEGER);
    return step === undefined ? steps : [...steps, step];
  };

  return { next, end, sameSinceMs: () => sameSinceMs };
}

/** A reading that may count by itself, with all that says what it adds. */
interface Judged {
  readonly reading: Reading;
  readonly here: Point;
  readonly rule: Rule;
  readonly said: "accept" | "reject" | undefined;
  readonly marks: number;
  readonly steps: readonly Step[];
}

/** What a reading is to those after it; undefined where no rule is in force or it is no amount. */
function baseOf(reading: Reading, rule: Rule | undefined): Point | undefined {
  const pico = rule && picoOf(reading, rule);
  if (pico === undefined) return undefined;
  const isMeasured = reading.quality === quality.measured;
  return { atMs: endMsOf(reading, rule), pico, isMeasured, marks: marksOf(reading) };
}

/** What the last point adds up to a border that nothing continues across: a declared closing register, or a rate held. */
function stepToBorder(base: Point, { fromMs, closingPico }: Era, rule: Rule): Step | undefined {
  if (base.atMs >= fromMs) return undefined;
  if (rule.kind === "counter" && closingPico !== undefined) {
    const closing = { atMs: fromMs, pico: closingPico, isMeasured: true, marks: 0 };
    const pico = riseOf(base, closing, rule) ?? closing.pico - base.pico; // a person saw it: no bound applies
    return pico < 0n ? undefined : counterStep(base, closing, pico, rule, windowMark.declared);
  }
  if (rule.kind === "rate" && fromMs - base.atMs <= rule.maxGapMs) {
    return rateStep(base, { ...base, atMs: fromMs }, rule, 0);
  }
  return undefined;
}

/** Measured between neighbours at most `maxGapMs` apart, estimated beyond: the total is known, its split over time is not. */
const counterStep = (from: Point, to: Point, pico: bigint, rule: Rule, marks: number): Step =>
  evenStep({
    fromMs: from.atMs,
    toMs: to.atMs,
    pico,
    isMeasured: to.atMs - from.atMs <= rule.maxGapMs && from.isMeasured && to.isMeasured,
    marks,
  });

/** A rate held from its reading (step), or joined to the next by a straight line (trapezoid). */
function rateStep(from: Point, to: Point, rule: Rule, marks: number): Step {
  const span = { fromMs: from.atMs, toMs: to.atMs, marks };
  if (rule.method === "step") {
    return { ...span, linear: from.pico, square: 0n, divisor: BigInt(rule.rateMs), isMeasured: from.isMeasured };
  }
  const dt = BigInt(to.atMs - from.atMs);
  return {
    ...span,
    linear: 2n * from.pico * dt,
    square: to.pico - from.pico,
    divisor: 2n * dt * BigInt(rule.rateMs),
    isMeasured: from.isMeasured && to.isMeasured,
  };
}

const marksOf = ({ marks }: Reading): number =>
  ((marks & mark.backfill) === 0 ? 0 : windowMark.backfill) | ((marks & mark.manual) === 0 ? 0 : windowMark.manual);
