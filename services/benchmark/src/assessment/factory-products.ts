import type { MonthSpan } from "@celadon/footprint-to-ranking";
import type { Store } from "@celadon/runtime";

/** A product of a factory by one indicator: where it was compared last, and the months it has figures of. */
export interface ProductIndicator {
  readonly product: string;
  readonly indicator: string;
  /** Identity of its peer group, "0" where it is compared with nobody. */
  readonly peer: string;
  readonly declaredUnit: string;
  readonly timeZone: string;
  /** Of figures; both 0 where there are none. */
  readonly first: number;
  readonly end: number;
}

/** What there is of a factory, over all time or as far as it meets these months; by product and indicator. */
export const factoryProducts = (
  store: Store,
  factory: string,
  months: MonthSpan | undefined,
): Promise<readonly ProductIndicator[]> =>
  store.rows<ProductIndicator>({
    text: `SELECT product, indicator, toString(argMax(peer, toMonth)) AS peer, argMax(declaredUnit, toMonth) AS declaredUnit,
        argMax(timeZone, toMonth) AS timeZone, minIf(fromMonth, amount IS NOT NULL) AS first, maxIf(toMonth, amount IS NOT NULL) AS end
      FROM indicators FINAL
      WHERE factory = {factory:String} AND toMonth > {first:Int32} AND fromMonth < {end:Int32}
      GROUP BY product, indicator ORDER BY product, indicator`,
    params: { factory, first: months?.first ?? always.first, end: months?.end ?? always.end },
  });

/** Months are counted from the year 0; those that are none have both borders 0. */
const always: MonthSpan = { first: 0, end: 120_000 };
