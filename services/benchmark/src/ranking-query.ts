import type { MonthSpan } from "@celadon/footprint-to-ranking";
import type { Query } from "@celadon/runtime";

/**
 * What products of factories have of a period: sums over the months in it, or the one footprint that covers it whole. One row for all
 * that have their context in common, and a column for each property: names and marks said ten thousand times cost as much as
 * the sums.
 */
export interface PeriodRows {
  /** Unit, time zone, rows from memory and marks (a line each), with tabs between; as many as the months differ in them. */
  readonly contexts: readonly string[];
  readonly factory: readonly string[];
  readonly product: readonly string[];
  /** 1: of the one footprint that covers several months. */
  readonly isWhole: readonly number[];
  readonly absolute: readonly string[];
  readonly produced: readonly string[];
  /** 0: nothing metered is needed, and the three shares of time mean nothing. */
  readonly isMetered: readonly number[];
  readonly measured: readonly string[];
  readonly estimated: readonly string[];
  readonly missing: readonly string[];
  readonly placeholder: readonly (number | null)[];
  readonly assumed: readonly (number | null)[];
  readonly primary: readonly (number | null)[];
  /** The footprint of the last month; empty where there is none. */
  readonly footprint: readonly string[];
  /** Those of them whose months do not tile the period, or are not all known: their sums mean nothing. */
  readonly lacks: readonly Lack[];
}

/** The months that a product has, negative where unknown, and why one is. */
export type Lack = readonly [factory: string, product: string, months: readonly number[], reason: string];

/** How far back a peer must have had a footprint to be asked where this period's is. */
const monthsBack = 12;

/**
 * The peers of a group over a span of months, each product once (and once more where a footprint covers the span whole):
 *
 *   absolute, produced     Σ over months, exact decimals; a month counts once
 *   shares of time         Σ share · hours / Σ hours, rounded down in the 12th decimal; measured is the rest to 1
 *   shares of the amount   Σ share · |absolute| / Σ |absolute|: quotients of two exact sums, taken as doubles, in millionths
 *
 * `assumeNotNull` halves the time of a sum; where anything is unknown the counts beside it say so, and the sum is not used. A share
 * that is unknown is NaN, for `groupArray` leaves a NULL out, and becomes null on the way: JSON has no NaN. Months that are
 * unknown, and peers that have none, come too: nobody is left out in silence. Judged by `overMonths`.
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
  text: `SELECT contexts, groupArray(of.factory) AS factory, groupArray(of.product) AS product, groupArray(of.isWhole) AS isWhole,
      groupArray(sumAbsolute) AS absolute, groupArray(sumProduced) AS produced, groupArray(metered > 0) AS isMetered,
      groupArray(1 - estimatedHours / greatest(metered, 1) - missingHours / greatest(metered, 1)) AS measured,
      groupArray(estimatedHours / greatest(metered, 1)) AS estimated, groupArray(missingHours / greatest(metered, 1)) AS missing,
      groupArray(if(placeholders = count, round(toFloat64(sumPlaceholder) / toFloat64(size), 6), nan)) AS placeholder,
      groupArray(if(assumptions = count, round(toFloat64(sumAssumed) / toFloat64(size), 6), nan)) AS assumed,
      groupArray(if(primaries = count, round(toFloat64(sumPrimary) / toFloat64(size), 6), nan)) AS primary,
      groupArray(lastFootprint) AS footprint,
      groupArrayIf((of.factory, of.product, months, why), NOT of.isWhole AND NOT (count = {wanted:UInt32} AND hasAll(months, range({first:Int32}, {end:Int32})))) AS lacks
    FROM (
      SELECT factory, product, isWhole, groupUniqArrayIf(context, isIn) AS contexts,
        countIf(isIn) AS count, groupArrayIf(if(amount IS NULL, -fromMonth, fromMonth), isIn) AS months, minIf(reason, isIn AND amount IS NULL) AS why,
        sumIf(assumeNotNull(absolute), isIn) AS sumAbsolute, sumIf(assumeNotNull(produced), isIn) AS sumProduced, sumIf(burden, isIn) AS size,
        sumIf(assumeNotNull(estimatedShare) * hours, isIn) AS estimatedHours, sumIf(assumeNotNull(missingShare) * hours, isIn) AS missingHours,
        sumIf(hours, isIn AND measuredShare IS NOT NULL) AS metered,
        sumIf(assumeNotNull(placeholderShare) * burden, isIn) AS sumPlaceholder, countIf(isIn AND placeholderShare IS NOT NULL) AS placeholders,
        sumIf(assumeNotNull(assumedShare) * burden, isIn) AS sumAssumed, countIf(isIn AND assumedShare IS NOT NULL) AS assumptions,
        sumIf(assumeNotNull(primaryDataShare) * burden, isIn) AS sumPrimary, countIf(isIn AND primaryDataShare IS NOT NULL) AS primaries,
        minIf(footprint, isIn AND toMonth = {end:Int32}) AS lastFootprint
      FROM (
        SELECT *, context, abs(assumeNotNull(absolute)) AS burden, toMonth - fromMonth > 1 AND fromMonth = {first:Int32} AND toMonth = {end:Int32} AND amount IS NOT NULL AS isWhole,
          isWhole OR (toMonth - fromMonth = 1 AND fromMonth >= {first:Int32} AND toMonth <= {end:Int32}) AS isIn
        FROM indicators FINAL
        WHERE peer = {peer:UInt64} AND indicator = {indicator:String} AND toMonth > {first:Int32} - ${monthsBack} AND fromMonth < {end:Int32}
          ${factories.length === 0 ? "" : "AND factory IN {factories:Array(String)}"}
      )
      GROUP BY factory, product, isWhole
    ) AS of
    GROUP BY contexts`,
  params: { peer, indicator, first, end, wanted: end - first, ...(factories.length === 0 ? {} : { factories }) },
});
