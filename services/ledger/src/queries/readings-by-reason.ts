import type { Store } from "@celadon/runtime";
import { quality } from "@celadon/telemetry-to-activity";
import type { Channel } from "../channel.ts";
import { undeclared } from "./undeclared.ts";

/** Readings of one channel with one fate. */
export interface ReasonRow {
  readonly channelId: string;
  /** Why they do not count; empty for those that do. */
  readonly reason: string;
  readonly count: bigint;
}

/** The readings of channels in a half-open stretch of time, counted by what became of them; one statement for all channels. */
export async function readingsByReason(
  store: Store,
  channels: readonly Channel[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<readonly ReasonRow[]> {
  if (channels.length === 0) return [];
  const gaps = channels.flatMap((channel) => undeclared(channel).map((gap) => ({ ...gap, id: channel.channelId })));
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
      LEFT JOIN (
        SELECT channelId, at, reason, active FROM refusals FINAL
        WHERE channelId IN {ids:Array(UInt64)}
          AND at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})
      ) AS n ON r.channelId = n.channelId AND r.at = n.at
      GROUP BY channelId, reason`,
    params: {
      ids: channels.map(({ channelId }) => channelId),
      from: fromMs,
      to: toMs,
      gapId: gaps.map(({ id }) => id),
      gapFrom: gaps.map(({ fromMs }) => fromMs),
      gapTo: gaps.map(({ toMs }) => toMs),
    },
  });
  return rows.map((row) => ({ ...row, count: BigInt(row.count) }));
}
