import { largestStepOf, limitsOf, multiplierOf } from "./raw-rule.ts";
import type { RegularRange, RegularRule } from "./regular.ts";
import type { Rule } from "./rule.ts";

/** One channel of a window statement. */
export interface TouchedChannel extends RegularRange {
  readonly channelId: bigint;
  /** Instant of the first new reading. */
  readonly touchedMs: number;
  /** Of the slices that are written. */
  readonly version: number;
}

/** Channels of one kind and one slice length, computed by one statement. */
export interface WindowQuery {
  readonly kind: RegularRule["kind"];
  readonly method: Rule["method"];
  readonly sliceMs: number;
  readonly channels: readonly TouchedChannel[];
}

/**
 * A step of each kind as SQL, from the row `t, v, q, m, cover` and its left neighbour `p, pv, pq`: where it begins, whether
 * it is one, C(tau) = (lin * tau + sq * tau^2) / div, whether it is measured; `size` bounds the numerator, in doubles.
 */
interface StepSql {
  readonly from: string;
  readonly covers: string;
  readonly lin: string;
  readonly sq: string;
  readonly div: string;
  readonly ok: string;
  readonly size: string;
}

const stepOf: Readonly<Record<"counter" | "interval" | "rate-step" | "rate-trapezoid" | "state", StepSql>> = {
  counter: {
    from: "p",
    covers: "p > 0",
    lin: "toInt128(v - pv) * mult",
    sq: "toInt128(0)",
    div: "toInt128(t - p)",
    ok: "t - p <= maxGap AND q = 2 AND pq = 2",
    size: "toFloat64(v - pv) * mult * (t - p)",
  },
  interval: {
    from: "t - cover",
    covers: "1",
    lin: "toInt128(v) * mult",
    sq: "toInt128(0)",
    div: "toInt128(cover)",
    ok: "q = 2 AND bitAnd(m, 256) = 0",
    size: "toFloat64(v) * mult * cover",
  },
  "rate-step": {
    from: "p",
    covers: "p > 0 AND t - p <= maxGap",
    lin: "toInt128(pv) * mult",
    sq: "toInt128(0)",
    div: "toInt128(rateMs)",
    ok: "pq = 2",
    size: "toFloat64(pv) * mult * (t - p)",
  },
  "rate-trapezoid": {
    from: "p",
    covers: "p > 0 AND t - p <= maxGap",
    lin: "toInt128(pv) * mult * 2 * (t - p)",
    sq: "toInt128(v - pv) * mult",
    div: "toInt128(rateMs) * 2 * (t - p)",
    ok: "q = 2 AND pq = 2",
    size: "(abs(toFloat64(pv)) * 2 + abs(toFloat64(v - pv))) * mult * (t - p) * (t - p)",
  },
  state: {
    from: "p",
    covers: "p > 0 AND t - p <= maxGap",
    lin: "toInt128(0)",
    sq: "toInt128(0)",
    div: "toInt128(1)",
    ok: "q = 2",
    size: "0",
  },
};

/** A new reading whose left neighbour lies before the slices to write: the step between them reaches further left. */
const reachesBack = "p > 0 AND p < s0 * {slice:Int64} AND t >= touchedMs";

const isSpike = "p > 0 AND t - p <= maxGap AND abs(v - pv) > largest";

/** What makes a channel irregular between neighbours, on the safe side: the fold decides exactly. */
const brokenOf: Readonly<Record<RegularRule["kind"], string>> = {
  counter: `${reachesBack} OR p > 0 AND (v < pv OR toFloat64(v - pv) * mult * 36e6 > rated * (t - p) * 10.99999)`,
  interval: "p > 0 AND t - cover < p",
  rate: `${reachesBack} OR ${isSpike}`,
  state: `${reachesBack} OR ${isSpike}`,
};

/**
 * Slices of regular channels, computed inside the database: steps between standing neighbours, cut at slice borders,
 * summed. The arithmetic is that of `step.ts` (pico in Int128, rounded half away from zero), to the last digit.
 *
 * A channel is regular when every reading in the range counts by itself, no neighbours contradict each other, and the
 * range reaches beyond its slices on both sides. For a channel that is not, the statement writes nothing at all: the
 * caller sees it missing among the rows of this version and folds it. Every slice of a regular channel gets a row, also
 * one that no step reaches, or what stood there before would stay.
 *
 * Where a channel's readings are known by the start of what they cover, `t` is the end of that all the same.
 *
 * FINAL lets the standing reading of each instant through; its quality is judged after that, never by PREWHERE.
 */
export function windowQuery({ kind, method, sliceMs, channels }: WindowQuery): {
  readonly text: string;
  readonly params: Readonly<Record<string, unknown>>;
} {
  const step = stepOf[kind !== "rate" ? kind : method === "step" ? "rate-step" : "rate-trapezoid"];
  const added = (at: string): string => {
    const tau = `(toInt128(${at}) - a0)`;
    const top = `(lin * ${tau} + sq * ${tau} * ${tau})`;
    return `sign(${top}) * intDiv(abs(${top}) * 2 + div, div * 2)`;
  };
  return {
    text: `INSERT INTO slices (channelId, start, amount, measuredMs, estimatedMs, marks, version)
WITH touched AS (
  SELECT toUInt64(c[1]) AS channelId, toInt64(c[2]) AS s0, toInt64(c[3]) AS s1, toInt64(c[4]) AS mult, toInt64(c[5]) AS maxGap,
    toInt64(c[6]) AS period, toUInt16(c[7]) AS unitCode, toInt64(c[8]) AS least, toInt64(c[9]) AS most, toFloat64(c[10]) AS rated,
    toInt64(c[11]) AS rateMs, toUInt8(c[12]) AS needsLeft, toInt64(c[13]) AS touchedMs, toInt64(c[14]) AS fromMs,
    toInt64(c[15]) AS toMs, toUInt64(c[16]) AS version, toUInt8(c[17]) AS anyUnit, toUInt8(c[18]) AS fromStart, toInt64(c[19]) AS largest
  FROM (SELECT splitByChar(' ', arrayJoin(splitByChar(',', {touched:String}))) AS c)
)
SELECT channelId, toDateTime(k * {slice:Int64} / 1000, 'UTC'), reinterpret(toInt128(pico), 'Decimal(38, 12)'), measured,
  estimated, marks, rowVersion
FROM (
  SELECT channelId, k, sum(piece) AS pico, sum(if(isMeasured, ms, 0)) AS measured, sum(if(isMeasured, 0, ms)) AS estimated,
    groupBitOr(stepMarks) AS marks,
    max(max(broken)) OVER channel AS anyBroken, min(min(t)) OVER channel AS firstMs, any(any(s0)) OVER channel AS start0,
    any(any(needsLeft)) OVER channel AS wantsLeft, any(any(version)) OVER channel AS rowVersion
  FROM (
    SELECT channelId, k, t, s0, needsLeft, version, broken,
      greatest(a0, k * {slice:Int64}) AS a, least(t, (k + 1) * {slice:Int64}) AS z,
      reached AND z > a AND NOT broken AS inside,
      if(inside, ${added("z")} - ${added("a")}, 0) AS piece,
      if(inside, z - a, 0) AS ms, isMeasured,
      if(inside, stepMarks, 0) AS stepMarks
    FROM (
      SELECT channelId, t, s0, needsLeft, version, ${step.from} AS a0, ${step.covers} AS reached,
        ${step.lin} AS lin, ${step.sq} AS sq, if(reached, ${step.div}, 1) AS div, ${step.ok} AS isMeasured,
        q > 2 OR bitAnd(m, 1024) = 0 OR (NOT anyUnit AND bitAnd(m, 127) != 0 AND bitAnd(m, 127) != unitCode) OR v < least OR v > most
          OR abs(toFloat64(v)) * mult > 9.9e29 OR (reached AND abs(${step.size}) > 5e37)
          OR (${brokenOf[kind]}) AS broken,
        if(bitAnd(m, 128) = 0, 0, 2) + if(bitAnd(m, 256) = 0, 0, 4)
          + if(${kind === "interval" ? "intDiv(a0, 3600000) != intDiv(t - 1, 3600000)" : "0"}, 1, 0) AS stepMarks,
        if(reached, range(greatest(s0, intDiv(a0, {slice:Int64})), least(s1, intDiv(t - 1, {slice:Int64}) + 1)), []) AS reach,
        arrayJoin(if(empty(reach), [greatest(s0, least(s1 - 1, intDiv(t, {slice:Int64})))], reach)) AS k
      FROM (
        SELECT channelId, if(coversSeconds = 0, period, toInt64(coversSeconds) * 1000) AS cover,
          toUnixTimestamp64Milli(at) + if(fromStart, cover, 0) AS t, reinterpretAsInt64(value) AS v, quality AS q, marks AS m,
          lagInFrame(t) OVER neighbours AS p, lagInFrame(v) OVER neighbours AS pv, lagInFrame(q) OVER neighbours AS pq,
          s0, s1, mult, maxGap, unitCode, anyUnit, least, most, rated, rateMs, touchedMs, needsLeft, version, largest
        FROM (
          SELECT channelId, at, value, quality, marks, coversSeconds FROM readings FINAL
          WHERE channelId IN {id:Array(UInt64)} AND at >= fromUnixTimestamp64Milli({least:Int64})
            AND at <= fromUnixTimestamp64Milli({most:Int64}) AND quality < 15
        ) AS r INNER JOIN touched ON r.channelId = touched.channelId
        WHERE toUnixTimestamp64Milli(at) BETWEEN fromMs AND toMs
        WINDOW neighbours AS (PARTITION BY channelId ORDER BY at ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
      )
    )
    UNION ALL
    SELECT channelId, arrayJoin(range(s0, s1)) AS k, NULL AS t, s0, needsLeft, version, 0 AS broken, 0 AS a, 0 AS z,
      0 AS inside, toInt128(0) AS piece, 0 AS ms, 0 AS isMeasured, 0 AS stepMarks FROM touched
  )
  GROUP BY channelId, k
  WINDOW channel AS (PARTITION BY channelId)
)
WHERE NOT anyBroken AND (NOT wantsLeft OR ifNull(firstMs <= start0 * {slice:Int64}, 0))`,
    params: {
      id: channels.map(({ channelId }) => channelId),
      touched: channels.map(rowOf).join(","),
      least: Math.min(...channels.map(({ fromMs }) => fromMs)),
      most: Math.max(...channels.map(({ toMs }) => toMs)),
      slice: sliceMs,
    },
  };
}

/**
 * One channel as a row of the statement's table `touched`. The rows travel as one text: thousands of numbers in arrays would
 * each be parsed as a literal of the statement, which takes longer than computing the windows.
 */
const rowOf = ({ channelId, rule, ...range }: TouchedChannel): string => {
  const limits = limitsOf(rule);
  return [
    channelId,
    range.firstSlice,
    range.endSlice,
    multiplierOf(rule) ?? rule.multiplierMicro,
    rule.maxGapMs,
    rule.periodMs,
    rule.unitCode,
    limits.least,
    limits.most,
    rule.ratedPicoPerHour ?? 10n ** 60n,
    rule.rateMs,
    Number(range.needsLeft),
    range.touchedMs,
    range.fromMs,
    range.toMs,
    range.version,
    Number(rule.sendsCode !== undefined),
    Number(rule.isStartStamped),
    largestStepOf(rule),
  ].join(" ");
};
