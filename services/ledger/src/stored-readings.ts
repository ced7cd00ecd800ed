import type { Store } from "@celadon/runtime";
import type { Quality, Reading, Reason } from "@celadon/telemetry-to-activity";
import type { Channel } from "./channel.ts";

/** A reading as it stands in the store, and why it did not count when its windows were last computed. */
export interface StoredReading extends Reading {
  readonly refused: Reason | undefined;
}

interface Row {
  readonly channelId: string;
  readonly t: string;
  readonly v: string;
  readonly q: number;
  readonly r: number;
  readonly c: number;
  readonly m: number;
  readonly refused: Reason | "";
}

/** A stretch of one channel, both instants included. */
export interface Stretch {
  readonly channel: Channel;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Standing, unretracted readings of many stretches at once, by channel id, in the order of their instants; the first `limit` of each. */
export async function storedReadings(
  store: Store,
  stretches: readonly Stretch[],
  limit: number,
): Promise<ReadonlyMap<string, readonly StoredReading[]>> {
  const byChannel = new Map<string, StoredReading[]>(stretches.map(({ channel }) => [channel.idText, []]));
  if (stretches.length === 0) return byChannel;
  const rows = await store.rows<Row>({
    text: `${standing} ORDER BY channelId, t LIMIT {limit:UInt64} BY channelId`,
    params: { ...paramsOf(stretches), limit },
  });
  for (const { channelId, t, v, q, r, c, m, refused } of rows) {
    byChannel.get(channelId)?.push({
      atMs: Number(t),
      valueMicro: BigInt(v),
      quality: q as Quality, // the collector lets no other number through
      revision: r,
      coversSeconds: c,
      marks: m,
      refused: refused === "" ? undefined : refused,
    });
  }
  return byChannel;
}

/** The last reading of each stretch that counted when its windows were last computed. */
export async function lastCounted(store: Store, stretches: readonly Stretch[]): Promise<ReadonlyMap<string, number>> {
  if (stretches.length === 0) return new Map();
  const rows = await store.rows<{ channelId: string; last: string }>({
    text: `SELECT channelId, max(t) AS last FROM (${standing}) WHERE refused = '' GROUP BY channelId`,
    params: paramsOf(stretches),
  });
  return new Map(rows.map(({ channelId, last }) => [channelId, Number(last)]));
}

const standing = `WITH wanted AS (
    SELECT w.1 AS channelId, w.2 AS fromMs, w.3 AS toMs
    FROM (SELECT arrayJoin(arrayZip({id:Array(UInt64)}, {from:Array(Int64)}, {to:Array(Int64)})) AS w)
  )
  SELECT r.channelId AS channelId, toUnixTimestamp64Milli(r.at) AS t, reinterpretAsInt64(r.value) AS v, r.quality AS q,
    r.revision AS r, r.coversSeconds AS c, r.marks AS m, if(n.active = 1, n.reason, '') AS refused
  FROM (
    SELECT channelId, at, value, quality, revision, coversSeconds, marks FROM readings FINAL
    WHERE channelId IN {id:Array(UInt64)} AND at >= fromUnixTimestamp64Milli({least:Int64})
      AND at <= fromUnixTimestamp64Milli({most:Int64}) AND quality < 15
  ) AS r
  INNER JOIN wanted ON r.channelId = wanted.channelId
  LEFT JOIN (
    SELECT channelId, at, reason, active FROM refusals FINAL
    WHERE channelId IN {id:Array(UInt64)} AND at >= fromUnixTimestamp64Milli({least:Int64})
      AND at <= fromUnixTimestamp64Milli({most:Int64})
  ) AS n ON r.channelId = n.channelId AND r.at = n.at
  WHERE toUnixTimestamp64Milli(r.at) BETWEEN wanted.fromMs AND wanted.toMs`;

const paramsOf = (stretches: readonly Stretch[]) => ({
  id: stretches.map(({ channel }) => channel.channelId),
  from: stretches.map(({ fromMs }) => fromMs),
  to: stretches.map(({ toMs }) => toMs),
  least: Math.min(...stretches.map(({ fromMs }) => fromMs)),
  most: Math.max(...stretches.map(({ toMs }) => toMs)),
});
