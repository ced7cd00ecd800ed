import { borderOf, rounded, sqlStepOf } from "./border-step.ts";
import { innerOf, largestValue } from "./inner-steps.ts";
import { word, wordOf } from "./reading-word.ts";
import type { RegularRange } from "./regular.ts";
import { type TouchedChannel, touchedColumns, touchedRow, touchedStructure } from "./touched-rows.ts";

/** What channels have in common that one statement computes. */
export const statementOf = ({ rule, sliceMs }: RegularRange): string =>
  `${rule.kind} ${rule.method} ${sliceMs} ${rule.isStartStamped ? rule.periodMs : ""}`;

/**
 * Slices of regular channels, computed inside the database: steps between standing neighbours, cut at slice borders,
 * summed. The arithmetic is that of `step.ts` (pico in Int128, rounded half away from zero), to the last digit. The channels must be
 * the same in `statementOf`.
 *
 * A channel is regular when every reading in the range counts by itself, no neighbours contradict each other, and the
 * range reaches beyond its slices on both sides. For a channel that is not, the statement writes nothing at all: the
 * caller sees it missing among the rows of this version and folds it. Every slice of a regular channel gets a row, also
 * one that no step reaches, or what stood there before would stay.
 *
 * From the innermost: the readings of a slice `k` become arrays, and the steps between them one sum each (inner-steps.ts). The step
 * to the first reading of a slice begins in an earlier one (border-step.ts); it alone is cut, and laid over the slices `kk` from behind
 * that one on. What it adds to the slice it begins in goes along with the next row, and is taken from there at the end.
 *
 * Where a channel's readings are known by the start of what they cover, `t` is the end of that all the same. FINAL lets the standing
 * reading of each instant through; its quality is judged after that, never by PREWHERE.
 *
 * What is asked of the channels is a scalar of a subquery and not a constant: the engine hashes constants anew at every level of a
 * statement, which for 10,000 channels took four fifths of the time.
 */
export function windowQuery(channels: readonly [TouchedChannel, ...TouchedChannel[]]): {
  readonly text: string;
  readonly params: Readonly<Record<string, unknown>>;
} {
  const [{ rule, sliceMs }] = channels;
  const border = borderOf[sqlStepOf(rule)];
  const inner = innerOf[sqlStepOf(rule)];
  const isInterval = rule.kind === "interval";
  const instant = rule.isStartStamped
    ? `toUnixTimestamp64Milli(at) + if(coversSeconds = 0, ${rule.periodMs}, toInt64(coversSeconds) * 1000)`
    : "toUnixTimestamp64Milli(at)";
  /** One of the arrays in the order of time; of a slice that is not to be written only the readings of the range. */
  const inOrder = (all: string): string =>
    `if(isReady, ${all}, arraySort((one, t) -> t, arrayFilter((one, t) -> isWhole OR t BETWEEN fromMs AND toMs, ${all}, instants),
                  arrayFilter(t -> isWhole OR t BETWEEN fromMs AND toMs, instants)))`;
  const slice = packed({
    k: "k",
    t: "ts[1]",
    v: "vs[1]",
    w: "ws[1]",
    pico: inner.pico,
    coveredMs: inner.coveredMs,
    measuredMs: inner.measuredMs,
    marks: inner.marks,
    broken: `isDoubted OR ${inner.broken}`,
    lastT: "ts[-1]",
    lastV: "vs[-1]",
    lastQ: word.quality("ws[-1]"),
  });
  const cell = packed({
    kk: "kk",
    pico: "until[2] - until[1] + if(isOwn, innerPico, 0)",
    coveredMs: "z - a + if(isOwn, innerCoveredMs, 0)",
    measuredMs: "if(isMeasured, z - a, 0) + if(isOwn, innerMeasuredMs, 0)",
    marks: "bitOr(if(z > a, borderMarks, 0), if(isOwn, innerMarks, 0))",
    picoBefore: "if(isNext, until[1], 0)",
    coveredMsBefore: "if(isNext, a - a0, 0)",
    measuredMsBefore: "if(isNext AND isMeasured, a - a0, 0)",
    marksBefore: "if(isNext AND a > a0, borderMarks, 0)",
  });
  return {
    text: `INSERT INTO slices (channelId, start, amount, measuredMs, estimatedMs, marks, version)
WITH (SELECT groupArray(tuple(${touchedColumns.join(", ")})) FROM format(TabSeparated, '${touchedStructure}', {touched:String})) AS asked
SELECT channelId, toDateTime(${cell.of("cell", "kk")} * {slice:Int64} / 1000, 'UTC'),
  reinterpret(${cell.of("cell", "pico")} + ${cell.of("next", "picoBefore")}, 'Decimal(38, 12)'),
  ${cell.of("cell", "measuredMs")} + ${cell.of("next", "measuredMsBefore")} AS measured,
  ${cell.of("cell", "coveredMs")} + ${cell.of("next", "coveredMsBefore")} - measured,
  bitOr(${cell.of("cell", "marks")}, ${cell.of("next", "marksBefore")}), rowVersion
FROM (
  SELECT channelId, any(s1) AS end, any(version) AS rowVersion, arraySort(groupArray(${cell.tuple})) AS cells
  FROM (
    SELECT *, kk = k AS isOwn, kk = left + 1 AS isNext, kk * {slice:Int64} AS start,
      if(reached AND NOT broken, least(t, greatest(a0, start)), a0) AS a,
      if(reached AND NOT broken, least(t, greatest(a0, start + {slice:Int64})), a0) AS z,
      arrayMap(tau -> ${rounded("(lin * tau + sq * tau * tau)", "div")}, [toInt128(a - a0), toInt128(z - a0)]) AS until
    FROM (
      SELECT channelId, k, t, s0, s1, needsLeft, version, innerPico, innerCoveredMs, innerMeasuredMs, innerMarks, left,
        if(p > 0, p, t) AS firstMs, ${border.from} AS a0, ${border.covers} AS reached, ${border.lin} AS lin, ${border.sq} AS sq,
        if(reached, ${border.div}, 1) AS div, ${border.ok} AS isMeasured,
        innerBroken OR (reached AND abs(${border.size}) > 5e37) OR (${border.broken}) AS broken,
        ${word.stepMarks("w")} + ${isInterval ? "(intDiv(a0, 3600000) != intDiv(t - 1, 3600000))" : "0"} AS borderMarks,
        arrayJoin(range(greatest(s0, left + 1), if(k = lastK AND k < s1, s1, least(s1, k) + 1))) AS kk
      FROM (
        SELECT channelId, s0, s1, mult, maxGap, rated, rateMs, needsLeft, touchedMs, version, largest, lastK,
          ${slice.of("one", "k")} AS k, ${slice.of("one", "t")} AS t, ${slice.of("one", "v")} AS v, ${slice.of("one", "w")} AS w,
          ${word.quality("w")} AS q, ${word.cover("w")} AS cover, ${slice.of("one", "pico")} AS innerPico,
          ${slice.of("one", "coveredMs")} AS innerCoveredMs, ${slice.of("one", "measuredMs")} AS innerMeasuredMs,
          ${slice.of("one", "marks")} AS innerMarks, ${slice.of("one", "broken")} AS innerBroken,
          ${slice.of("before", "k")} AS left, ${slice.of("before", "lastT")} AS p, ${slice.of("before", "lastV")} AS pv,
          ${slice.of("before", "lastQ")} AS pq
        FROM (
          SELECT channelId, any(s0) AS s0, any(s1) AS s1, any(mult) AS mult, any(maxGap) AS maxGap, any(period) AS period,
            any(rated) AS rated, any(rateMs) AS rateMs, any(needsLeft) AS needsLeft, any(touchedMs) AS touchedMs,
            any(version) AS version, any(largest) AS largest, max(k) AS lastK, arraySort(groupArray(slice)) AS along
          FROM (
            SELECT channelId, k, s0, s1, mult, maxGap, period, rated, rateMs, needsLeft, touchedMs, version, largest,
              arrayPopFront(arrayDifference(ts)) AS gaps, arrayPopFront(arrayDifference(vs)) AS rises,
              arrayMap(w -> ${word.cover("w")}, arrayPopFront(ws)) AS covers, arrayMax(gaps) <= maxGap AS near,
              arrayMin(ws) = arrayMax(ws) AND ${word.isCalm("ws[1]")} AS calm,
              (NOT calm AND arrayExists(w -> ${word.isDoubted("w")}, ws))
                OR arrayMin(vs) < least OR arrayMax(vs) > most OR ${largestValue} * mult > 9.9e29 AS isDoubted,
              ${slice.tuple} AS slice
            FROM (
              SELECT *, k >= s0 AND k < s1 AS isWhole, isWhole AND arrayMin(arrayPopFront(arrayDifference(instants))) >= 0 AS isReady,
                ${inOrder("instants")} AS ts, ${inOrder("values")} AS vs, ${inOrder("words")} AS ws
              FROM (
                SELECT channelId, intDiv(${instant}, {slice:Int64}) AS k, groupArray(${instant}) AS instants,
                  groupArray(reinterpretAsInt64(value)) AS values, groupArray(${wordOf}) AS words
                FROM readings FINAL
                WHERE channelId IN {id:Array(UInt64)} AND at >= fromUnixTimestamp64Milli({least:Int64})
                  AND at <= fromUnixTimestamp64Milli({most:Int64}) AND quality < 15
                GROUP BY channelId, k
              ) AS gathered
              INNER JOIN (
                SELECT ${touchedColumns.map((name, i) => `row.${i + 1} AS ${name}`).join(", ")} FROM (SELECT arrayJoin(asked) AS row)
              ) AS touched ON gathered.channelId = touched.channelId
              WHERE notEmpty(ts)
            )
          )
          GROUP BY channelId
        )
        ARRAY JOIN along AS one, arrayShiftRight(along, 1) AS before
      )
      WHERE k >= s0
    )
  )
  GROUP BY channelId
  HAVING NOT max(broken) AND (NOT any(needsLeft) OR min(firstMs) <= any(s0) * {slice:Int64})
)
ARRAY JOIN cells AS cell, arrayShiftLeft(cells, 1) AS next
WHERE ${cell.of("cell", "kk")} < end`,
    params: {
      id: channels.map(({ channelId }) => channelId),
      touched: channels.map(touchedRow).join(""),
      least: Math.min(...channels.map(({ fromMs }) => fromMs)),
      most: Math.max(...channels.map(({ toMs }) => toMs)),
      slice: sliceMs,
    },
  };
}

/** Expressions as one tuple, which a row of an array can be, and each of them back by its name. */
function packed<Name extends string>(parts: Readonly<Record<Name, string>>) {
  const names = Object.keys(parts) as Name[];
  return {
    tuple: `tuple(${names.map((name) => parts[name]).join(", ")})`,
    of: (row: string, name: Name): string => `${row}.${names.indexOf(name) + 1}`,
  };
}
