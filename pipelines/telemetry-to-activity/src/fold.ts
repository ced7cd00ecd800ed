import { hourOf } from "@celadon/quantity";
import type { Era } from "./era.ts";
import { mark, quality, type Reading } from "./reading.ts";
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

/** The last point that counts: an accepted reading, or the opening register of a new era. */
interface Base {
  readonly atMs: number;
  readonly pico: bigint;
  readonly isMeasured: boolean;
}

export interface ChannelFold {
  /** The next standing, unretracted reading, by instant. */
  next(reading: Reading): Folded;
  /** After the last reading: what declared registers add behind it. */
  end(): readonly Step[];
}

/** The rule in force at an instant, or undefined. */
export const ruleAt = (eras: readonly Era[], atMs: number): Rule | undefined =>
  eras.findLast(({ fromMs }) => fromMs <= atMs)?.rule;

/**
 * Acceptance and cumulative amount of one channel, reading by reading in the order of their instants. A function of that
 * sequence alone: fold the same set again and the same readings count. No moment is ever covered by two steps.
 *
 * A counter keeps the last accepted reading as its base. A reading below it is a rollover when the wrapped rise is within
 * the rated bound, else it fell and does not count; a rise above rated * time * 1.1 does not count either.
 *
 * `seed`: a reading that is known to count; the fold then goes on behind it as if it had seen everything before.
 */
export function channelFold(eras: readonly Era[], people: People, seed?: Reading): ChannelFold {
  let era = seed === undefined ? -1 : eras.findLastIndex(({ fromMs }) => fromMs <= seed.atMs);
  let base = seed && baseOf(seed, eras[era]?.rule);
  /** The last instant that counts in any way: no interval may begin before it. */
  let reachedMs = base?.atMs ?? Number.NEGATIVE_INFINITY;

  /** Moves on to the eras that begin at or before the instant; returns what their closing registers add. */
  const cross = (untilMs: number): Step[] => {
    const steps: Step[] = [];
    for (let next = eras[era + 1]; next !== undefined && next.fromMs <= untilMs; next = eras[era + 1]) {
      const before = eras[era]?.rule;
      era += 1;
      if (next.continues) continue;
      const step = base && before && stepToBorder(base, next, before);
      if (step !== undefined) {
        steps.push(step);
        reachedMs = step.toMs;
      }
      base =
        next.openingPico === undefined ? undefined : { atMs: next.fromMs, pico: next.openingPico, isMeasured: true };
    }
    return steps;
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
    const marks = marksOf(reading);

    if (rule.kind === "interval") {
      const statedMs = reading.atMs - (reading.coversSeconds > 0 ? reading.coversSeconds * 1000 : rule.periodMs);
      // An overlap that a person accepts keeps its amount, over the time that is still free.
      const fromMs = Math.max(statedMs, reachedMs);
      if (fromMs > statedMs && (said !== "accept" || fromMs >= here.atMs)) return { reason: "overlap", steps };
      const isMeasured = here.isMeasured && (reading.marks & mark.manual) === 0;
      const spreads = hourOf(fromMs) === hourOf(reading.atMs - 1) ? 0 : windowMark.spread;
      [base, reachedMs] = [here, here.atMs];
      const span = { fromMs, toMs: here.atMs, pico: here.pico };
      return { reason: undefined, steps: [...steps, evenStep({ ...span, isMeasured, marks: marks | spreads })] };
    }

    const last = base;
    if (rule.kind === "counter" && last !== undefined) {
      const rise = riseOf(last, here, rule);
      if (rise === undefined && said !== "accept") {
        return { reason: here.pico < last.pico ? "counter-fell" : "above-rated", steps };
      }
      const pico = rise ?? here.pico - last.pico;
      // A fall that a person accepts is a new beginning: what was counted in between stays unknown.
      if (pico >= 0n && here.atMs > last.atMs) steps.push(counterStep(last, here, pico, rule, marks));
    } else if (last !== undefined && here.atMs > last.atMs && here.atMs - last.atMs <= rule.maxGapMs) {
      if (rule.kind === "rate") steps.push(rateStep(last, here, rule, marks));
      if (rule.kind === "state") {
        const { isMeasured } = here;
        steps.push(evenStep({ fromMs: last.atMs, toMs: here.atMs, pico: 0n, isMeasured, marks }));
      }
    }
    [base, reachedMs] = [here, here.atMs];
    return { reason: undefined, steps };
  };

  return { next, end: () => cross(Number.MAX_SAFE_INTEGER) };
}

/** What a reading is to those after it; undefined where no rule is in force or it is no amount. */
function baseOf(reading: Reading, rule: Rule | undefined): Base | undefined {
  const pico = rule && picoOf(reading, rule);
  if (pico === undefined) return undefined;
  return { atMs: reading.atMs, pico, isMeasured: reading.quality === quality.measured };
}

/** What the last point adds up to a border that nothing continues across: a declared closing register, or a rate held. */
function stepToBorder(base: Base, { fromMs, closingPico }: Era, rule: Rule): Step | undefined {
  if (base.atMs >= fromMs) return undefined;
  if (rule.kind === "counter" && closingPico !== undefined) {
    const closing = { atMs: fromMs, pico: closingPico, isMeasured: true };
    const pico = riseOf(base, closing, rule) ?? closing.pico - base.pico; // a person saw it: no bound applies
    return pico < 0n ? undefined : counterStep(base, closing, pico, rule, windowMark.declared);
  }
  if (rule.kind === "rate" && fromMs - base.atMs <= rule.maxGapMs) {
    return rateStep(base, { ...base, atMs: fromMs }, rule, 0);
  }
  return undefined;
}

/** The believable rise of a register between two points, rollover included, or undefined. In no time nothing rises. */
function riseOf(from: Base, to: Base, rule: Rule): bigint | undefined {
  const rated = rule.ratedPicoPerHour;
  const elapsedMs = BigInt(to.atMs - from.atMs);
  const within = (pico: bigint): boolean =>
    rated === undefined ? elapsedMs > 0n || pico === 0n : pico * 36_000_000n <= rated * elapsedMs * 11n;
  const rise = to.pico - from.pico;
  if (rise >= 0n) return within(rise) ? rise : undefined;
  if (rule.modulusPico === undefined || rated === undefined) return undefined;
  const wrapped = rise + rule.modulusPico;
  return wrapped >= 0n && within(wrapped) ? wrapped : undefined;
}

/** Measured between neighbours at most `maxGapMs` apart, estimated beyond: the total is known, its split over time is not. */
const counterStep = (from: Base, to: Base, pico: bigint, rule: Rule, marks: number): Step =>
  evenStep({
    fromMs: from.atMs,
    toMs: to.atMs,
    pico,
    isMeasured: to.atMs - from.atMs <= rule.maxGapMs && from.isMeasured && to.isMeasured,
    marks,
  });

/** A rate held from its reading (step), or joined to the next by a straight line (trapezoid). */
function rateStep(from: Base, to: Base, rule: Rule, marks: number): Step {
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
