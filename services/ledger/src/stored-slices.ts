import type { Store } from "@celadon/runtime";
import type { Refolded } from "./fold-irregular.ts";

interface Row {
  readonly channelId: string;
  readonly s: string;
  readonly content: string;
}

/** Beyond the last second a DateTime can hold. */
const endOfTime = 4_294_967_295;

/** The slices of a stretch, as they stand. */
export interface StoredSlices {
  /** What stands in them, as a row's text by start; empty slices are left out. */
  readonly contents: ReadonlyMap<number, string>;
  /** Starts of the empty ones, in which something stood once. */
  readonly emptied: readonly number[];
}

/** The slices of stretches, by channel id. */
export async function storedSlices(
  store: Store,
  stretches: readonly Pick<Refolded, "channel" | "fromMs" | "toMs">[],
): Promise<ReadonlyMap<string, StoredSlices>> {
  const byChannel = new Map(
    stretches.map(({ channel }) => [channel.idText, { contents: new Map<number, string>(), emptied: [] as number[] }]),
  );
  if (stretches.length === 0) return byChannel;
  const from = stretches.map(({ fromMs }) => Math.max(0, fromMs / 1000));
  const to = stretches.map(({ toMs }) => Math.min(endOfTime, toMs / 1000));
  const rows = await store.rows<Row>({
    text: `WITH wanted AS (
        SELECT w.1 AS channelId, w.2 AS fromS, w.3 AS toS
        FROM (SELECT arrayJoin(arrayZip({id:Array(UInt64)}, {from:Array(Int64)}, {to:Array(Int64)})) AS w)
      )
      SELECT s.channelId AS channelId, toUnixTimestamp(s.start) AS s,
        if(s.amount = 0 AND s.measuredMs + s.estimatedMs + s.marks = 0, '',
          concat(toDecimalString(s.amount, 12), '\t', s.measuredMs, '\t', s.estimatedMs, '\t', s.marks)) AS content
      FROM (
        SELECT * FROM slices FINAL WHERE channelId IN {id:Array(UInt64)} AND start >= fromUnixTimestamp({least:Int64})
          AND start < fromUnixTimestamp({most:Int64})
      ) AS s INNER JOIN wanted ON s.channelId = wanted.channelId
      WHERE toUnixTimestamp(s.start) >= wanted.fromS AND toUnixTimestamp(s.start) < wanted.toS`,
    params: {
      id: stretches.map(({ channel }) => channel.channelId),
      from,
      to,
      least: from.reduce((a, b) => Math.min(a, b)),
      most: to.reduce((a, b) => Math.max(a, b)),
    },
  });
  for (const { channelId, s, content } of rows) {
    const slices = byChannel.get(channelId);
    if (content === "") slices?.emptied.push(Number(s) * 1000);
    else slices?.contents.set(Number(s) * 1000, content);
  }
  return byChannel;
}
