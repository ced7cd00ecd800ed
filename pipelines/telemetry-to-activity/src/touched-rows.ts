import { largestStepOf, limitsOf, multiplierOf } from "./raw-rule.ts";
import type { RegularRange } from "./regular.ts";

/** One channel of a window statement. */
export interface TouchedChannel extends RegularRange {
  readonly channelId: bigint;
  /** Instant of the first new reading. */
  readonly touchedMs: number;
  /** Of the slices that are written. */
  readonly version: number;
}

/** What a channel is asked for and judged by, as the statement reads it: slices [s0, s1), and the readings to look at. */
const types = {
  channelId: "UInt64",
  s0: "Int64",
  s1: "Int64",
  mult: "Int64",
  maxGap: "Int64",
  period: "Int64",
  unitCode: "UInt16",
  least: "Int64",
  most: "Int64",
  rated: "Float64",
  rateMs: "Int64",
  needsLeft: "UInt8",
  touchedMs: "Int64",
  fromMs: "Int64",
  toMs: "Int64",
  version: "UInt64",
  anyUnit: "UInt8",
  largest: "Int64",
} as const;

type Column = keyof typeof types;

export const touchedColumns = Object.keys(types) as readonly Column[];

/** Names and types, as `format` takes them. */
export const touchedStructure = touchedColumns.map((name) => `${name} ${types[name]}`).join(", ");

/** A channel as a row of TabSeparated text. */
export function touchedRow({ channelId, rule, ...range }: TouchedChannel): string {
  const limits = limitsOf(rule);
  const row: Readonly<Record<Column, bigint | number | string>> = {
    channelId,
    s0: range.firstSlice,
    s1: range.endSlice,
    mult: multiplierOf(rule) ?? rule.multiplierMicro,
    maxGap: rule.maxGapMs,
    period: rule.periodMs,
    unitCode: rule.unitCode,
    least: limits.least,
    most: limits.most,
    rated: rule.ratedPicoPerHour ?? "1e60", // above every rise
    rateMs: rule.rateMs,
    needsLeft: Number(range.needsLeft),
    touchedMs: range.touchedMs,
    fromMs: range.fromMs,
    toMs: range.toMs,
    version: range.version,
    anyUnit: Number(rule.sendsCode !== undefined),
    largest: largestStepOf(rule),
  };
  return `${touchedColumns.map((name) => row[name]).join("\t")}\n`;
}
