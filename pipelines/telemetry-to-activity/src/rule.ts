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
  readonly kind: "counter" | "interval" | "rate" | "state";
  readonly unit: string;
  readonly periodMs: number;
  readonly maxGapMs: number;
  readonly multiplier: string;
  readonly modulus?: string | undefined;
  readonly ratedPerHour?: string | undefined;
  readonly minimum?: string | undefined;
  readonly maximum?: string | undefined;
  readonly method?: "step" | "trapezoid" | undefined;
}

/** What turns a value in some stated unit into the channel's: pico = micro * multiplierMicro; limits compare value * top / bottom. */
export interface UnitScale {
  readonly multiplierMicro: bigint;
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
  /** Milliseconds per time unit of a rate: 3,600,000 for kW or m3/h, 1,000 for L/s. */
  readonly rateMs: number;
  /** By the code of a stated unit; units that do not convert exactly are not in it. */
  readonly scales: ReadonlyMap<number, UnitScale>;
}

const million = new Decimal(1_000_000);

/** A decimal as a whole number of its millionths, or undefined when it has more than six places. */
function microOf(text: string): bigint | undefined {
  const value = readDecimal(text)?.times(million);
  return value?.isInteger() === true ? BigInt(value.toFixed(0)) : undefined;
}

/** The rule in whole numbers. Refused: an unknown unit, a number that is no plain decimal or has more than six places. */
export function compileRule(rule: ChannelRule): Outcome<Rule, "bad-rule"> {
  const unit = unitOf(rule.unit);
  if (unit.kind !== "accept") return reject("bad-rule", `Channel "${rule.channel}": ${unit.evidence}`);
  const numbers: Record<string, bigint | undefined> = {};
  for (const name of ["multiplier", "modulus", "ratedPerHour", "minimum", "maximum"] as const) {
    const text = rule[name];
    if (text === undefined) continue;
    const micro = microOf(text);
    if (micro === undefined) {
      return reject(
        "bad-rule",
        `Channel "${rule.channel}": ${name} "${text}" must be a plain decimal with at most six places.`,
      );
    }
    numbers[name] = micro;
  }
  const multiplierMicro = numbers["multiplier"] ?? 1_000_000n;
  if (multiplierMicro <= 0n) {
    return reject("bad-rule", `Channel "${rule.channel}": multiplier "${rule.multiplier}" must be above zero.`);
  }
  const modulus = numbers["modulus"];
  const rated = numbers["ratedPerHour"];
  return accept({
    kind: rule.kind,
    unitCode: unit.value.code,
    periodMs: rule.periodMs,
    maxGapMs: rule.maxGapMs,
    multiplierMicro,
    modulusPico: modulus === undefined ? undefined : modulus * multiplierMicro,
    ratedPicoPerHour: rated === undefined ? undefined : rated * 1_000_000n,
    minimumMicro: numbers["minimum"],
    maximumMicro: numbers["maximum"],
    method: rule.method ?? "step",
    rateMs: rateOf(unit.value).perMs,
    scales: scalesOf(unit.value, multiplierMicro),
  });
}

function scalesOf(channel: Unit, multiplierMicro: bigint): ReadonlyMap<number, UnitScale> {
  const one: UnitScale = { multiplierMicro: 1n, top: 1n, bottom: 1n };
  const all = new Map<number, UnitScale>([[0, one]]);
  for (const stated of units) {
    if (!unitsConvert(stated, channel)) continue;
    // Numerators and denominators have at most eight decimals, so 10^16 makes their products whole.
    const top = new Decimal(stated.numerator).times(channel.denominator).times("1e16");
    const bottom = new Decimal(stated.denominator).times(channel.numerator).times("1e16");
    all.set(stated.code, { ...one, top: BigInt(top.toFixed(0)), bottom: BigInt(bottom.toFixed(0)) });
  }
  return scalesWith(all, multiplierMicro);
}

/** The same units under another multiplier; a unit whose product would have to be rounded leaves the map. */
export function scalesWith(
  scales: ReadonlyMap<number, UnitScale>,
  multiplierMicro: bigint,
): ReadonlyMap<number, UnitScale> {
  const exact = [...scales].filter(([, { top, bottom }]) => (multiplierMicro * top) % bottom === 0n);
  return new Map(
    exact.map(([code, { top, bottom }]) => [code, { multiplierMicro: (multiplierMicro * top) / bottom, top, bottom }]),
  );
}
