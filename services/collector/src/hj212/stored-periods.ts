import type { Store } from "@celadon/runtime";

/** Instants at which any channel of the station's command has a reading, retracted ones too: the station has sent that period. */
export async function storedPeriods(
  store: Store,
  {
    factory,
    prefix,
    fromMs,
    toMs,
  }: { readonly factory: string; readonly prefix: string; readonly fromMs: number; readonly toMs: number },
): Promise<ReadonlySet<number>> {
  const channels = await store.rows<{ channelId: string }>({
    text: "SELECT channelId FROM channels FINAL WHERE factory = {factory:String} AND startsWith(channel, {prefix:String})",
    params: { factory, prefix },
  });
  if (channels.length === 0) return new Set();
  const rows = await store.rows<{ t: string }>({
    text: `SELECT DISTINCT toUnixTimestamp64Milli(at) AS t FROM readings
      WHERE channelId IN (SELECT toUInt64(arrayJoin(splitByChar(',', {ids:String}))))
        AND at >= fromUnixTimestamp64Milli({fromMs:Int64}) AND at < fromUnixTimestamp64Milli({toMs:Int64})`,
    params: { ids: channels.map(({ channelId }) => channelId).join(","), fromMs, toMs },
  });
  return new Set(rows.map(({ t }) => Number(t)));
}
