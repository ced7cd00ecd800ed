import type { ActivityHour } from "@celadon/activity-to-inventory";
import { channelIdOf, hourFrom, hourMs, type Period } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";

interface Row {
  readonly channelId: string;
  readonly h: string;
  readonly amount: string;
  readonly measured: string;
  readonly estimated: string;
  readonly marks: number;
}

/**
 * Hours of channels in a period, and of each the last hour there is behind it: that one tells that the channel has passed
 * the period's end.
 */
export async function storedWindows(
  store: Store,
  factory: string,
  channels: readonly { readonly name: string; readonly kind: string }[],
  { fromMs, toMs }: Period,
): Promise<ReadonlyMap<string, readonly ActivityHour[]>> {
  const byId = new Map(channels.map((channel) => [String(channelIdOf(factory, channel.name)), channel]));
  const windows = new Map<string, ActivityHour[]>(channels.map(({ name }) => [name, []]));
  if (byId.size === 0) return windows;
  const rows = await store.rows<Row>({
    text: `SELECT channelId, toUnixTimestamp(toStartOfHour(start)) * 1000 AS h, sum(amount) AS amount,
        sum(measuredMs) AS measured, sum(estimatedMs) AS estimated, groupBitOr(marks) AS marks
      FROM slices FINAL
      WHERE channelId IN {ids:Array(UInt64)} AND start >= fromUnixTimestamp({from:Int64})
        AND (start < fromUnixTimestamp({to:Int64}) OR (channelId, start) IN (
          SELECT channelId, max(start) FROM slices FINAL
          WHERE channelId IN {ids:Array(UInt64)} AND start >= fromUnixTimestamp({to:Int64}) AND measuredMs + estimatedMs > 0
          GROUP BY channelId))
      GROUP BY channelId, h ORDER BY channelId, h`,
    params: { ids: [...byId.keys()].map(BigInt), from: Math.floor(fromMs / hourMs) * 3600, to: hourFrom(toMs) / 1000 },
  });
  for (const { channelId, h, amount, measured, estimated, marks } of rows) {
    const channel = byId.get(channelId);
    if (channel === undefined) continue;
    windows.get(channel.name)?.push({
      hourMs: Number(h),
      amount: channel.kind === "state" ? null : amount,
      measuredMs: Number(measured),
      estimatedMs: Number(estimated),
      marks,
    });
  }
  return windows;
}
