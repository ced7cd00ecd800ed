import type { MonthSpan } from "@celadon/footprint-to-ranking";
import type { Store } from "@celadon/runtime";

const monthsMost = 12;

/**
 * The last twelve whole months that a group has, or fewer where it has no more: up to the last and from the first month that at
 * least half of its products have a figure of, so that one who is ahead does not leave all others incomplete. Undefined where
 * no product has a figure.
 */
export async function lastMonths(
  store: Store,
  of: { readonly peer: string; readonly indicator: string; readonly factories: readonly string[] },
): Promise<MonthSpan | undefined> {
  const [row] = await store.rows<{ readonly first: number; readonly end: number; readonly count: string }>({
    text: `WITH spans AS (
        SELECT fromMonth, toMonth, uniqExact(factory, product) AS products FROM indicators FINAL
        WHERE peer = {peer:UInt64} AND indicator = {indicator:String} AND toMonth > 0 AND amount IS NOT NULL
          AND (empty({factories:Array(String)}) OR factory IN {factories:Array(String)})
        GROUP BY fromMonth, toMonth
      )
      SELECT min(fromMonth) AS first, max(toMonth) AS end, count() AS count FROM spans
      WHERE 2 * products >= (SELECT max(products) FROM spans)`,
    params: { ...of },
  });
  if (row === undefined || row.count === "0") return undefined;
  return { first: Math.max(row.first, row.end - monthsMost), end: row.end };
}
