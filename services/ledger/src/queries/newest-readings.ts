import type { Store } from "@celadon/runtime";
import { quality } from "@celadon/telemetry-to-activity";
import type { Channel } from "../channel.ts";

/** Clocks differ; what is further ahead says nothing of when a meter was last heard of. */
const aheadMsMax = 300_000;

/** The newest reading of each channel from an instant on, whatever became of it, by id; one statement for all. */
export async function newestReadings(
  store: Store,
  channels: readonly Channel[],
  { fromMs, nowMs }: { readonly fromMs: number; readonly nowMs: number },
): Promise<ReadonlyMap<string, number>> {
  if (channels.length === 0) return new Map();
  const rows = await store.rows<{ channelId: string; t: string }>({
    text: `SELECT channelId, toUnixTimestamp64Milli(max(at)) AS t FROM readings
      WHERE channelId IN {ids:Array(UInt64)} AND quality < ${quality.retracted}
        AND at >= fromUnixTimestamp64Milli({from:Int64}) AND at <= fromUnixTimestamp64Milli({to:Int64})
      GROUP BY channelId`,
    params: { ids: channels.map(({ channelId }) => channelId), from: fromMs, to: nowMs + aheadMsMax },
  });
  return new Map(rows.map(({ channelId, t }) => [channelId, Number(t)]));
}
