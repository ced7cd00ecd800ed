import { word } from "./reading-word.ts";
import type { RegularRule } from "./regular.ts";

/** The steps that the database computes. */
export type SqlStep = "counter" | "interval" | "rate-step" | "rate-trapezoid" | "state";

/** The step of a rule, as the database computes it. */
export const sqlStepOf = ({ kind, method }: RegularRule): SqlStep => {
  if (kind !== "rate") return kind;
  return method === "step" ? "rate-step" : "rate-trapezoid";
};

/** Division of whole numbers, `bottom` above zero, rounded half away from zero, as in `step.ts`. */
export const rounded = (top: string, bottom: string): string =>
  `sign(${top}) * intDiv(abs(${top}) * 2 + ${bottom}, ${bottom} * 2)`;

/**
 * A step that may cross the border of a slice, as SQL: it ends at `t, v, w, q, cover`, the first reading of a slice, whose left neighbour
 * `p, pv, pq` stands in an earlier one. Where it begins, whether it is one, C(tau) = (lin * tau + sq * tau^2) / div, whether it is
 * measured; `size` bounds the numerator, in doubles. `broken`: what makes the channel irregular, on the safe side: the fold
 * decides exactly.
 */
export interface BorderSql {
  readonly from: string;
  readonly covers: string;
  readonly lin: string;
  readonly sq: string;
  readonly div: string;
  readonly ok: string;
  readonly size: string;
  readonly broken: string;
}

/** A new reading whose left neighbour lies before the slices to write: the step between them reaches further left. */
const reachesBack = "p > 0 AND p < s0 * {slice:Int64} AND t >= touchedMs";

const held = {
  from: "p",
  covers: "p > 0 AND t - p <= maxGap",
  broken: `${reachesBack} OR p > 0 AND t - p <= maxGap AND abs(v - pv) > largest`,
};

export const borderOf: Readonly<Record<SqlStep, BorderSql>> = {
  counter: {
    from: "p",
    covers: "p > 0",
    lin: "toInt128(v - pv) * mult",
    sq: "toInt128(0)",
    div: "toInt128(t - p)",
    ok: "t - p <= maxGap AND q = 2 AND pq = 2",
    size: "toFloat64(v - pv) * mult * (t - p)",
    broken: `${reachesBack} OR p > 0 AND (v < pv OR toFloat64(v - pv) * mult * 36e6 > rated * (t - p) * 10.99999)`,
  },
  interval: {
    from: "t - cover",
    covers: "1",
    lin: "toInt128(v) * mult",
    sq: "toInt128(0)",
    div: "toInt128(cover)",
    ok: `q = 2 AND NOT ${word.isByHand("w")}`,
    size: "toFloat64(v) * mult * cover",
    broken: "p > 0 AND t - cover < p",
  },
  "rate-step": {
    ...held,
    lin: "toInt128(pv) * mult",
    sq: "toInt128(0)",
    div: "toInt128(rateMs)",
    ok: "pq = 2",
    size: "toFloat64(pv) * mult * (t - p)",
  },
  "rate-trapezoid": {
    ...held,
    lin: "toInt128(pv) * mult * 2 * (t - p)",
    sq: "toInt128(v - pv) * mult",
    div: "toInt128(rateMs) * 2 * (t - p)",
    ok: "q = 2 AND pq = 2",
    size: "(abs(toFloat64(pv)) * 2 + abs(toFloat64(v - pv))) * mult * (t - p) * (t - p)",
  },
  state: {
    ...held,
    lin: "toInt128(0)",
    sq: "toInt128(0)",
    div: "toInt128(1)",
    ok: "q = 2",
    size: "0",
  },
};
