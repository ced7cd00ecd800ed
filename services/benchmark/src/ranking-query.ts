import type { MonthSpan } from "@celadon/footprint-to-ranking";
import type { Query } from "@celadon/runtime";

/** The answer of `rankingQuery`: one row, for names of columns said ten thousand times cost as much as the sums. */
export interface PeriodRows {
  readonly rows: readonly PeriodRow[];
}

/** What a product of a factory has of a period: sums over the months in it, or the one footprint that covers it whole. */
export type PeriodRow = readonly [
  factory: string,
  product: string,
  /** 1: of the one footprint that covers several months. */
  isWhole: number,
  absolute: string | null,
  produced: string | null,
  measuredShare: string | null,
  estimatedShare: string | null,
  missingShare: string | null,
  placeholderShare: number | null,
  assumedShare: number | null,
  primaryDataShare: number | null,
  footprint: string,
  /** Unit, time zone, rows from memory and marks (a line each), with tabs between; as many as the months differ in them. */
  contexts: readonly string[],
  /** None: the months tile the period, and all are known. Else one: the months, negative where unknown, and why one is. */
  lacks: readonly (readonly [months: readonly number[], reason: string])[],
];

/** How far back a peer must have had a footprint to be asked where this period's is. */
const monthsBack = 12;

/**
 * The peers of a group over a span of months, one row for each product (and one more where a footprint covers the span whole):
 *
 *   absolute, produced     Σ over months, exact decimals; a month counts once
 *   shares of time         Σ share · hours / Σ hours, rounded down in the 12th decimal; measured is the rest to 1
 *   shares of the amount   Σ share · |absolute| / Σ |absolute|: quotients of two exact sums, taken as doubles, in millionths
 *
 * `assumeNotNull` halves the time of a sum; where anything is unknown the counts beside it say so, and the sum is not used.
 * Months that are unknown, and peers that have none, come too: nobody is left out in silence. Judged by `overMonths`.
 */
export const rankingQuery = ({
  peer,
  indicator,
  months: { first, end },
  factories,
}: {
  readonly peer: string;
  readonly indicator: string;
  readonly months: MonthSpan;
  readonly factories: readonly string[];
}): Query => ({
  text: `SELECT groupArray(tuple(factory, product, isWhole, sumAbsolute, sumProduced,
        if(metered = 0, NULL, 1 - estimated / greatest(metered, 1) - missing / greatest(metered, 1)),
        if(metered = 0, NULL, estimated / greatest(metered, 1)), if(metered = 0, NULL, missing / greatest(metered, 1)),
        if(placeholders = count, round(toFloat64(placeholder) / toFloat64(size), 6), NULL),
        if(assumptions = count, round(toFloat64(assumed) / toFloat64(size), 6), NULL),
        if(primaries = count, round(toFloat64(primary) / toFloat64(size), 6), NULL),
        lastFootprint, contexts, if(isWhole OR (unknowns = 0 AND count = {wanted:UInt32} AND arrayUniq(months) = count), [], [(months, why)])
      )) AS rows
    FROM (
      SELECT factory, product, isWhole,
        countIf(isIn) AS count, countIf(isIn AND amount IS NULL) AS unknowns, groupArrayIf(if(amount IS NULL, -fromMonth, fromMonth), isIn) AS months,
        minIf(reason, isIn AND amount IS NULL) AS why,
        sumIf(assumeNotNull(absolute), isIn) AS sumAbsolute, sumIf(assumeNotNull(produced), isIn) AS sumProduced, sumIf(burden, isIn) AS size,
        sumIf(assumeNotNull(estimatedShare) * hours, isIn) AS estimated, sumIf(assumeNotNull(missingShare) * hours, isIn) AS missing,
        sumIf(hours, isIn AND measuredShare IS NOT NULL) AS metered,
        sumIf(assumeNotNull(placeholderShare) * burden, isIn) AS placeholder, countIf(isIn AND placeholderShare IS NOT NULL) AS placeholders,
        sumIf(assumeNotNull(assumedShare) * burden, isIn) AS assumed, countIf(isIn AND assumedShare IS NOT NULL) AS assumptions,
        sumIf(assumeNotNull(primaryDataShare) * burden, isIn) AS primary, countIf(isIn AND primaryDataShare IS NOT NULL) AS primaries,
        argMaxIf(footprint, fromMs, isIn) AS lastFootprint, groupUniqArrayIf(context, isIn) AS contexts
      FROM (
        SELECT *, context, abs(assumeNotNull(absolute)) AS burden, toMonth - fromMonth > 1 AND fromMonth = {first:Int32} AND toMonth = {end:Int32} AND amount IS NOT NULL AS isWhole,
          isWhole OR (toMonth - fromMonth = 1 AND fromMonth >= {first:Int32} AND toMonth <= {end:Int32}) AS isIn
        FROM indicators FINAL
        WHERE peer = {peer:UInt64} AND indicator = {indicator:String} AND toMonth > {first:Int32} - ${monthsBack} AND fromMonth < {end:Int32}
          ${factories.length === 0 ? "" : "AND factory IN {factories:Array(String)}"}
      )
      GROUP BY factory, product, isWhole
    )`,
  params: { peer, indicator, first, end, wanted: end - first, ...(factories.length === 0 ? {} : { factories }) },
});
