import type { Store } from "@celadon/runtime";
import type { Channel } from "../channel.ts";
import type { Day } from "./last-days.ts";

/** How much of a day a channel's windows know. */
export interface KnownDay {
  readonly measuredMs: number;
  readonly estimatedMs: number;
}

/** What the windows of channels know of each day, by channel id and the day's beginning; one statement for all. */
export async function knownDays(
  store: Store,
  channels: readonly Channel[],
  days: readonly Day[],
): Promise<(idText: string, day: Day) => KnownDay> {
  const [first, last] = [days[0], days.at(-1)];
  const known = new Map<string, KnownDay>();
  if (first !== undefined && last !== undefined && channels.length > 0) {
    const rows = await store.rows<{ channelId: string; day: string; measured: string; estimated: string }>({
      text: `SELECT channelId, roundDown(toUnixTimestamp(start), {borders:Array(UInt32)}) AS day,
          sum(measuredMs) AS measured, sum(estimatedMs) AS estimated
        FROM slices FINAL
        WHERE channelId IN {ids:Array(UInt64)} AND start >= toDateTime({from:UInt32}, 'UTC') AND start < toDateTime({to:UInt32}, 'UTC')
        GROUP BY channelId, day`,
      params: {
        ids: channels.map(({ channelId }) => channelId),
        borders: days.map(({ fromMs }) => fromMs / 1_000),
        from: first.fromMs / 1_000,
        to: last.toMs / 1_000,
      },
    });
    for (const { channelId, day, measured, estimated } of rows) {
      known.set(`${channelId} ${day}`, { measuredMs: Number(measured), estimatedMs: Number(estimated) });
    }
  }
  return (idText, { fromMs }) => known.get(`${idText} ${fromMs / 1_000}`) ?? nothing;
}

/** No window of the day knows anything. */
const nothing: KnownDay = { measuredMs: 0, estimatedMs: 0 };
