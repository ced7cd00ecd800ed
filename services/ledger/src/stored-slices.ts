import type { Store } from "@celadon/runtime";
import type { Refolded } from "./fold-irregular.ts";

interface Row {
  readonly channelId: string;
  readonly s: string;
  readonly content: string;
}

/** Beyond the last second a DateTime can hold. */
const endOfTime = 4_294_967_295;

/** What stands in the slices of stretches, as a row's text by start, by channel id; empty slices are left out. */
export async function storedSlices(
  store: Store,
  stretches: readonly Pick<Refolded, "channel" | "fromMs" | "toMs">[],
): Promise<ReadonlyMap<string, ReadonlyMap<number, string>>> {
  const byChannel = new Map(stretches.map(({ channel }) => [channel.idText, new Map<number, string>()]));
  if (stretches.length === 0) return byChannel;
  const from = stretches.map(({ fromMs }) => Math.max(0, fromMs / 1000));
  const to = stretches.map(({ toMs }) => Math.min(endOfTime, toMs / 1000));
  const rows = await store.rows<Row>({
    text: `WITH wanted AS (
        SELECT w.1 AS channelId, w.2 AS fromS, w.3 AS toS
        FROM (SELECT arrayJoin(arrayZip({id:Array(UInt64)}, {from:Array(Int64)}, {to:Array(Int64)})) AS w)
      )
      SELECT s.channelId AS channelId, toUnixTimestamp(s.start) AS s,
        concat(toDecimalString(s.amount, 12), '\t', s.measuredMs, '\t', s.estimatedMs, '\t', s.marks) AS content
      FROM (
        SELECT * FROM slices FINAL WHERE channelId IN {id:Array(UInt64)} AND start >= fromUnixTimestamp({least:Int64})
          AND start < fromUnixTimestamp({most:Int64})
      ) AS s INNER JOIN wanted ON s.channelId = wanted.channelId
      WHERE toUnixTimestamp(s.start) >= wanted.fromS AND toUnixTimestamp(s.start) < wanted.toS
        AND (s.amount != 0 OR s.measuredMs + s.estimatedMs + s.marks > 0)`,
    params: {
      id: stretches.map(({ channel }) => channel.channelId),
      from,
      to,
      least: from.reduce((a, b) => Math.min(a, b)),
      most: to.reduce((a, b) => Math.max(a, b)),
    },
  });
  for (const { channelId, s, content } of rows) byChannel.get(channelId)?.set(Number(s) * 1000, content);
  return byChannel;
}
