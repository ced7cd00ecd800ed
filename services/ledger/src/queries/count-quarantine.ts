import type { QuarantineCount } from "@celadon/proto";
import { quality } from "@celadon/telemetry-to-activity";
import { channelsOf, type QueryPorts, type Scope } from "./scope.ts";
import { mayBeRefused, undeclared } from "./undeclared.ts";

/** Before and behind every reading. */
const firstMs = 0;
const endMs = 4_102_444_800_000;

/** How many readings of the scope are quarantined, by factory and reason, whatever page is asked for. */
export async function countQuarantine({ store, book }: QueryPorts, scope: Scope): Promise<readonly QuarantineCount[]> {
  const { fromMs = firstMs, toMs = endMs } = scope;
  const channels = channelsOf(book, scope).filter(mayBeRefused);
  if (channels.length === 0) return [];
  const gaps = channels.flatMap((channel) => undeclared(channel).map((gap) => ({ ...gap, id: channel.idText })));
  const rows = await store.rows<{ channelId: string; reason: string; count: string }>({
    text: `WITH gaps AS (
        SELECT g.1 AS channelId, groupArray((g.2, g.3)) AS spans
        FROM (SELECT arrayJoin(arrayZip({gapId:Array(UInt64)}, {gapFrom:Array(Int64)}, {gapTo:Array(Int64)})) AS g)
        GROUP BY channelId
      )
      SELECT r.channelId AS channelId,
        if(arrayExists(s -> toUnixTimestamp64Milli(r.at) >= s.1 AND toUnixTimestamp64Milli(r.at) < s.2, g.spans),
          'unknown-channel', if(n.active = 1, n.reason, '')) AS reason,
        count() AS count
      FROM (
        SELECT channelId, at FROM readings FINAL
        WHERE channelId IN {ids:Array(UInt64)} AND quality < ${quality.retracted}
          AND at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})
      ) AS r
      LEFT JOIN gaps AS g ON r.channelId = g.channelId
      LEFT JOIN (SELECT channelId, at, reason, active FROM refusals FINAL WHERE channelId IN {ids:Array(UInt64)}) AS n
        ON r.channelId = n.channelId AND r.at = n.at
      GROUP BY channelId, reason HAVING reason != ''`,
    params: {
      ids: channels.map(({ channelId }) => channelId),
      from: fromMs,
      to: toMs,
      gapId: gaps.map(({ id }) => BigInt(id)),
      gapFrom: gaps.map(({ fromMs }) => fromMs),
      gapTo: gaps.map(({ toMs }) => toMs),
    },
  });
  const counts = new Map<string, { readonly factory: string; readonly reason: string; readings: bigint }>();
  for (const { channelId, reason, count } of rows) {
    const factory = book.byId.get(channelId)?.factory;
    if (factory === undefined) continue; // only ids of the book were asked for
    const one = counts.get(`${factory} ${reason}`) ?? { factory, reason, readings: 0n };
    one.readings += BigInt(count);
    counts.set(`${factory} ${reason}`, one);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
}
