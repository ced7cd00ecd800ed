import type { MonthSpan } from "@celadon/footprint-to-ranking";
import type { Store } from "@celadon/runtime";

/** From the first to the last month that anybody of a group has a figure of; undefined where there is none. */
export async function figureMonths(
  store: Store,
  of: { readonly peer: string; readonly indicator: string; readonly factories: readonly string[] },
): Promise<MonthSpan | undefined> {
  const [row] = await store.rows<{ readonly first: number; readonly end: number }>({
    text: `SELECT min(fromMonth) AS first, max(toMonth) AS end FROM indicators FINAL
      WHERE peer = {peer:UInt64} AND indicator = {indicator:String} AND toMonth > 0 AND amount IS NOT NULL
        AND (empty({factories:Array(String)}) OR factory IN {factories:Array(String)})`,
    params: { ...of },
  });
  return row === undefined || row.end === 0 ? undefined : { first: row.first, end: row.end };
}
