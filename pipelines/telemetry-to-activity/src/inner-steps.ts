import { rounded, type SqlStep } from "./border-step.ts";
import { word } from "./reading-word.ts";

/**
 * All steps between the readings of one slice, as SQL over arrays in the order of time: instants `ts`, values `vs`, and words `ws` (see
 * `wordOf`) of n readings; the n - 1 steps last `gaps` and rise by `rises`. They never cross a border, so each adds C at its end,
 * whole. `calm`: every word is the same and a measured reading of a known unit. `near`: no gap is longer than `maxGap`.
 *
 * What they add (pico), how many milliseconds they cover and how many of those are measured, their marks; `broken`: what makes the
 * channel irregular, on the safe side.
 */
export interface InnerSql {
  readonly pico: string;
  readonly coveredMs: string;
  readonly measuredMs: string;
  readonly marks: string;
  readonly broken: string;
}

/** The largest value without its sign, in doubles. */
export const largestValue = "greatest(abs(toFloat64(arrayMin(vs))), abs(toFloat64(arrayMax(vs))))";

const ends = "arrayPopFront";
const begins = "arrayPopBack";
const isMeasured = (w: string): string => `${word.quality(w)} = 2`;

const marksWhere = (isStep: string): string =>
  `if(calm, 0, arrayReduce('groupBitOr', arrayMap((gap, w) -> if(${isStep}, ${word.stepMarks("w")}, 0), gaps, ${ends}(ws))))`;

/** Milliseconds of the steps that `isOk` says, of the words at their two ends. */
const measuredWhere = (isOk: string): string =>
  `if(calm AND near, ts[-1] - ts[1], arraySum((gap, w, pw) -> if(gap <= maxGap AND ${isOk}, gap, 0), gaps, ${ends}(ws), ${begins}(ws)))`;

const held = {
  coveredMs: "if(near, ts[-1] - ts[1], arraySum(gap -> if(gap <= maxGap, gap, 0), gaps))",
  marks: marksWhere("gap <= maxGap"),
  broken: "arrayExists((gap, rise) -> gap <= maxGap AND abs(rise) > largest, gaps, rises)",
};

/** The sum of the rounded amounts of all steps must fit. */
const rate = {
  ...held,
  broken: `${held.broken} OR ${largestValue} * 2 * mult * arrayMax(gaps) * length(ts) > 5e37`,
};

const rises = "toFloat64(rise) * mult * 36e6 > rated * gap * 10.99999";

export const innerOf: Readonly<Record<SqlStep, InnerSql>> = {
  counter: {
    pico: "toInt128(vs[-1] - vs[1]) * mult",
    coveredMs: "ts[-1] - ts[1]",
    measuredMs: measuredWhere(`${isMeasured("w")} AND ${isMeasured("pw")}`),
    marks: marksWhere("1"),
    broken: `arrayMin(rises) < 0 OR arrayExists((gap, rise) -> ${rises}, gaps, rises)`,
  },
  interval: {
    pico: `toInt128(arraySum(${ends}(vs))) * mult`,
    coveredMs: "arraySum(covers)",
    measuredMs: `arraySum((cover, w) -> if(${isMeasured("w")} AND NOT ${word.isByHand("w")}, cover, 0), covers, ${ends}(ws))`,
    marks: marksWhere("1"),
    broken: `arrayExists((gap, cover) -> gap < cover, gaps, covers) OR ${largestValue} * length(vs) > 9e18`,
  },
  "rate-step": {
    ...rate,
    pico: `arraySum((gap, pv) -> if(gap <= maxGap, ${rounded("(toInt128(pv) * mult * gap)", "rateMs")}, 0), gaps, ${begins}(vs))`,
    measuredMs: measuredWhere(isMeasured("pw")),
  },
  "rate-trapezoid": {
    ...rate,
    pico: `arraySum((gap, v, pv) -> if(gap <= maxGap, ${rounded("((toInt128(pv) + v) * mult * gap)", "(2 * rateMs)")}, 0), gaps, ${ends}(vs), ${begins}(vs))`,
    measuredMs: measuredWhere(`${isMeasured("w")} AND ${isMeasured("pw")}`),
  },
  state: {
    ...held,
    pico: "toInt128(0)",
    measuredMs: measuredWhere(isMeasured("w")),
  },
};
