import type { ActivityHour } from "@celadon/activity-to-inventory";
import { channelIdOf, hourFrom, hourMs, type Period } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";

/** The hours of one channel, in no order: what stands at one place of the lists belongs to one hour. */
interface Row {
  readonly channelId: string;
  /** Hours since 1970. */
  readonly hours: readonly number[];
  readonly amounts: readonly string[];
  readonly measured: readonly number[];
  readonly estimated: readonly number[];
  readonly marks: readonly number[];
}

/** Channels of a factory whose hours are asked for. */
export interface WantedWindows {
  readonly factory: string;
  readonly channels: readonly { readonly name: string }[];
}

/** Hours by channel. */
export type Windows = ReadonlyMap<string, readonly ActivityHour[]>;

/**
 * Hours of channels in a period, by factory and channel, and of each the last hour there is behind it: that one tells that the
 * channel has passed the period's end.
 */
export async function storedWindows(
  store: Store,
  wanted: readonly WantedWindows[],
  { fromMs, toMs }: Period,
): Promise<ReadonlyMap<string, Windows>> {
  const found = new Map(
    wanted.map(({ factory, channels }) => [
      factory,
      new Map<string, readonly ActivityHour[]>(channels.map(({ name }) => [name, []])),
    ]),
  );
  const byId = new Map(
    wanted.flatMap(({ factory, channels }) =>
      channels.map((channel) => [String(channelIdOf(factory, channel.name)), { factory, ...channel }] as const),
    ),
  );
  if (byId.size === 0) return found;
  // A row a channel: a row an hour takes three times as long to read.
  const rows = await store.rows<Row>({
    text: `SELECT channelId, groupArray(h) AS hours, groupArray(amount) AS amounts, groupArray(measured) AS measured,
        groupArray(estimated) AS estimated, groupArray(marked) AS marks
      FROM (
        SELECT channelId, intDiv(toUnixTimestamp(start), 3600) AS h, sum(amount) AS amount,
          toUInt32(sum(measuredMs)) AS measured, toUInt32(sum(estimatedMs)) AS estimated, groupBitOr(marks) AS marked
        FROM slices FINAL
        WHERE channelId IN {ids:Array(UInt64)} AND start >= fromUnixTimestamp({from:Int64})
          AND (start < fromUnixTimestamp({to:Int64}) OR (channelId, start) IN (
            SELECT channelId, max(start) FROM slices FINAL
            WHERE channelId IN {ids:Array(UInt64)} AND start >= fromUnixTimestamp({to:Int64}) AND measuredMs + estimatedMs > 0
            GROUP BY channelId))
        GROUP BY channelId, h)
      GROUP BY channelId`,
    params: { ids: [...byId.keys()].map(BigInt), from: Math.floor(fromMs / hourMs) * 3600, to: hourFrom(toMs) / 1000 },
  });
  for (const row of rows) {
    const channel = byId.get(row.channelId);
    if (channel !== undefined) found.get(channel.factory)?.set(channel.name, hoursOf(row));
  }
  return found;
}

/** In order of time. */
function hoursOf({ hours, amounts, measured, estimated, marks }: Row): readonly ActivityHour[] {
  // The place of each hour is its rest: numbers are sorted many times as fast by themselves as by a function.
  const places = Float64Array.from(hours, (hour, i) => hour * hours.length + i).sort();
  return Array.from(places, (place): ActivityHour => {
    const i = place % hours.length;
    return {
      hourMs: (hours[i] as number) * hourMs,
      amount: amounts[i] as string,
      measuredMs: measured[i] as number,
      estimatedMs: estimated[i] as number,
      marks: marks[i] as number,
    };
  });
}
