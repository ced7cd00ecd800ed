import {
  accept,
  Decimal,
  type Outcome,
  readDecimal,
  reject,
  type Unit,
  unitOf,
  units,
  unitsConvert,
} from "@celadon/quantity";
import { rateOf } from "./rate.ts";

/** What the ledger must know of a channel, as the plant model states it. Decimals as text; `ratedPerHour` after the multiplier. */
export interface ChannelRule {
  readonly channel: string;
  readonly kind: "counter" | "interval" | "rate" | "state" | "sample";
  readonly unit: string;
  readonly periodMs: number;
  readonly maxGapMs: number;
  readonly multiplier: string;
  readonly modulus?: string | undefined;
  readonly ratedPerHour?: string | undefined;
  readonly minimum?: string | undefined;
  readonly maximum?: string | undefined;
  readonly method?: "step" | "trapezoid" | undefined;
  /** interval: whether a reading's instant is the end of the time it covers, where nothing is said, or its start. */
  readonly stamp?: "start" | "end" | undefined;
  /** The unit in which the readings really come, whatever they state. */
  readonly sends?: string | undefined;
  /** counter: so many low readings in a row, counting up, are a reset. Never, where nothing is said. */
  readonly resetAfter?: number | undefined;
  /** rate, state: a value further from the last that counts, within maxGap of it, is a spike. Before the multiplier. */
  readonly largestStep?: string | undefined;
  /** rate, state: identical to the last digit for so long, it is marked. */
  readonly frozenAfterMs?: number | undefined;
  /** state: the plant model multiplies with its means, so what it adds is its value times the milliseconds; nothing otherwise. */
  readonly isMean?: boolean | undefined;
  /** sample: for how long its value holds at most, where no later sample comes. */
  readonly validForMs?: number | undefined;
}

/** What turns a value in some stated unit into the channel's: value * top / bottom, in lowest terms. */
export interface UnitRatio {
  readonly top: bigint;
  readonly bottom: bigint;
}

/**
 * A channel's rule in whole numbers: micro = 10^-6, pico = 10^-12 of the channel's unit. A reading (micro) times a
 * multiplier (micro) is an amount (pico), so no amount is rounded before a border cuts it.
 */
export interface Rule {
  readonly kind: ChannelRule["kind"];
  readonly unitCode: number;
  readonly periodMs: number;
  readonly maxGapMs: number;
  readonly multiplierMicro: bigint;
  readonly modulusPico: bigint | undefined;
  readonly ratedPicoPerHour: bigint | undefined;
  readonly minimumMicro: bigint | undefined;
  readonly maximumMicro: bigint | undefined;
  readonly method: "step" | "trapezoid";
  /** Milliseconds per time unit of a rate: 3,600,000 for kW or m3/h, 1,000 for L/s; 1 for a mean, so that nothing is rounded. */
  readonly rateMs: number;
  readonly isStartStamped: boolean;
  readonly resetAfter: number | undefined;
  readonly largestStepMicro: bigint | undefined;
  readonly frozenAfterMs: number | undefined;
  readonly validForMs: number | undefined;
  /** A state or sample whose amounts are its value times the milliseconds: over the time observed that is its mean. */
  readonly isMean: boolean;
  /** Code of the unit in which the readings come whatever they state, or undefined. */
  readonly sendsCode: number | undefined;
  /** By the code of a unit: those of the channel's dimension, and 0 for a reading that states none. */
  readonly ratios: ReadonlyMap<number, UnitRatio>;
}

const million = new Decimal(1_000_000);

const mostMicro = 10n ** 18n;

/** A decimal as a whole number of its millionths, or undefined when it has more than twelve digits or six places. */
function microOf(text: string): bigint | undefined {
  const value = readDecimal(text)?.times(million);
  if (value?.isInteger() !== true) return undefined;
  const micro = BigInt(value.toFixed(0));
  return -mostMicro < micro && micro < mostMicro ? micro : undefined;
}

/** The rule in whole numbers. Refused: an unknown unit, a number that no reading could be (12 digits, 6 places). */
export function compileRule(rule: ChannelRule): Outcome<Rule, "bad-rule"> {
  const unit = unitOf(rule.unit);
  if (unit.kind !== "accept") return reject("bad-rule", `Channel "${rule.channel}": ${unit.evidence}`);
  const numbers: Record<string, bigint | undefined> = {};
  for (const name of ["multiplier", "modulus", "ratedPerHour", "minimum", "maximum", "largestStep"] as const) {
    const text = rule[name];
    if (text === undefined) continue;
    const micro = microOf(text);
    if (micro === undefined) {
      return reject(
        "bad-rule",
        `Channel "${rule.channel}": ${name} "${text}" must be a plain decimal of at most 12 digits and 6 places.`,
      );
    }
    numbers[name] = micro;
  }
  const multiplierMicro = numbers["multiplier"] ?? 1_000_000n;
  if (multiplierMicro <= 0n) {
    return reject("bad-rule", `Channel "${rule.channel}": multiplier "${rule.multiplier}" must be above zero.`);
  }
  const sends = rule.sends === undefined ? unit : unitOf(rule.sends);
  if (sends.kind !== "accept") return reject("bad-rule", `Channel "${rule.channel}": sends: ${sends.evidence}`);
  if (!unitsConvert(sends.value, unit.value)) {
    return reject(
      "bad-rule",
      `Channel "${rule.channel}": what is sent in ${sends.value.symbol} cannot become ${unit.value.symbol}: name a unit of ${unit.value.dimension}.`,
    );
  }
  const sendsCode = rule.sends === undefined ? undefined : sends.value.code;
  if (rule.kind === "sample" && (rule.validForMs === undefined || rule.validForMs <= 0)) {
    return reject(
      "bad-rule",
      `Channel "${rule.channel}": a sample needs validFor, such as 35d: no value holds for ever.`,
    );
  }
  const isMean = rule.kind === "sample" || (rule.kind === "state" && rule.isMean === true);
  const modulus = numbers["modulus"];
  const rated = numbers["ratedPerHour"];
  return accept({
    // A state that adds up is a rate in all but its name: mg/L, held or joined, become mg/L times milliseconds.
    kind: rule.kind === "state" && isMean ? "rate" : rule.kind,
    unitCode: unit.value.code,
    periodMs: rule.periodMs,
    maxGapMs: rule.maxGapMs,
    multiplierMicro,
    modulusPico: modulus === undefined ? undefined : modulus * multiplierMicro,
    ratedPicoPerHour: rated === undefined ? undefined : rated * 1_000_000n,
    minimumMicro: numbers["minimum"],
    maximumMicro: numbers["maximum"],
    method: rule.method ?? "step",
    rateMs: isMean ? 1 : rateOf(unit.value).perMs,
    isStartStamped: rule.kind === "interval" && rule.stamp === "start",
    resetAfter: rule.resetAfter,
    largestStepMicro: numbers["largestStep"],
    frozenAfterMs: rule.frozenAfterMs,
    validForMs: rule.validForMs,
    isMean,
    sendsCode,
    ratios: ratiosOf(unit.value),
  });
}

function ratiosOf(channel: Unit): ReadonlyMap<number, UnitRatio> {
  const ratios = new Map<number, UnitRatio>([[0, { top: 1n, bottom: 1n }]]);
  for (const stated of units) if (unitsConvert(stated, channel)) ratios.set(stated.code, ratioOf(stated, channel));
  return ratios;
}

function ratioOf(stated: Unit, channel: Unit): UnitRatio {
  // Numerators and denominators have at most eight decimals, so 10^16 makes their products whole.
  const top = BigInt(new Decimal(stated.numerator).times(channel.denominator).times("1e16").toFixed(0));
  const bottom = BigInt(new Decimal(stated.denominator).times(channel.numerator).times("1e16").toFixed(0));
  const common = commonDivisor(top, bottom);
  return { top: top / common, bottom: bottom / common };
}

const commonDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : commonDivisor(b, a % b));
