import type { PlantModel } from "@celadon/activity-to-inventory";
import { channelIdOf, hourMs, type Period } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";

/** From the first hour with activity of a plant to the end of the last one; undefined where there is none. */
export interface ActivitySpan {
  readonly all: Period | undefined;
  /** The same as if the touched stretch held nothing: what was known before it, at least. */
  readonly untouched: Period | undefined;
}

interface Row {
  readonly first: string;
  readonly last: string;
  readonly count: string;
  readonly untouchedFirst: string;
  readonly untouchedLast: string;
  readonly untouchedCount: string;
}

/** The span of the activity of the channels that a model declares, whatever is used of them. */
export async function activitySpan(
  store: Store,
  { factory, channels }: Pick<PlantModel, "factory" | "channels">,
  touched: Period,
): Promise<ActivitySpan> {
  // A sample holds on into time that has not come yet: it tells of no activity.
  const telling = channels.filter(({ kind }) => kind !== "sample");
  const ids = telling.map(({ name }) => channelIdOf(factory, name));
  const [row] = await store.rows<Row>({
    text: `SELECT min(h) AS first, max(h) AS last, count() AS count,
        minIf(h, NOT isTouched) AS untouchedFirst, maxIf(h, NOT isTouched) AS untouchedLast, countIf(NOT isTouched) AS untouchedCount
      FROM (
        SELECT toUnixTimestamp(toStartOfHour(start)) * 1000 AS h, h >= {from:Int64} AND h < {to:Int64} AS isTouched
        FROM slices FINAL WHERE channelId IN {ids:Array(UInt64)} AND measuredMs + estimatedMs > 0)`,
    params: { ids, from: touched.fromMs, to: touched.toMs },
  });
  if (row === undefined) return { all: undefined, untouched: undefined };
  return {
    all: spanOf(row.first, row.last, row.count),
    untouched: spanOf(row.untouchedFirst, row.untouchedLast, row.untouchedCount),
  };
}

/** The end of an hour is that of the span; of no hours the database says 0. */
const spanOf = (first: string, last: string, count: string): Period | undefined =>
  count === "0" ? undefined : { fromMs: Number(first), toMs: Number(last) + hourMs };
