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

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The readings of channels in a half-open stretch of time, counted by what became of them: three statements for all channels. Most of
 * them are declared all the time and have few refusals or none, so that theirs are counted without a look at each reading.
 */
export async function readingsByReason(
  store: Store,
  channels: readonly Channel[],
  range: Range,
): Promise<readonly ReasonRow[]> {
  const isPartly = (channel: Channel): boolean =>
    undeclared(channel).some(({ fromMs, toMs }) => fromMs < range.toMs && toMs > range.fromMs);
  const whole = channels.filter((channel) => !isPartly(channel));
  const [refused, all] = [await refusedOf(store, whole, range), await countsOf(store, whole, range)];
  const refusedCounts = new Map<string, bigint>();
  for (const { channelId, count } of refused) {
    const before = refusedCounts.get(channelId);
    refusedCounts.set(channelId, before === undefined ? count : before + count);
  }
  const accepted = all.map(({ channelId, count }) => {
    const refusedCount = refusedCounts.get(channelId);
    return { channelId, reason: "", count: refusedCount === undefined ? count : count - refusedCount };
  });
  return [...accepted, ...refused, ...(await partlyDeclared(store, channels.filter(isPartly), range))];
}

interface CountRow {
  readonly channelId: string;
  readonly reason: string;
  readonly count: string;
}

const counted = async (store: Store, channels: readonly Channel[], query: Parameters<Store["rows"]>[0]) =>
  channels.length === 0
    ? []
    : (await store.rows<CountRow>(query)).map((row): ReasonRow => ({ ...row, count: BigInt(row.count) }));

const paramsOf = (channels: readonly Channel[], { fromMs, toMs }: Range) => ({
  ids: channels.map(({ channelId }) => channelId),
  from: fromMs,
  to: toMs,
});

const inRange = `channelId IN {ids:Array(UInt64)}
  AND at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})`;
const standing = `SELECT channelId, at FROM readings FINAL WHERE ${inRange} AND quality < ${quality.retracted}`;
const refusals = `SELECT channelId, at, reason FROM refusals FINAL WHERE ${inRange} AND active`;

const countsOf = (store: Store, channels: readonly Channel[], range: Range) =>
  counted(store, channels, {
    text: `SELECT channelId, '' AS reason, count() AS count FROM (${standing}) GROUP BY channelId`,
    params: paramsOf(channels, range),
  });

/** Looks up in the readings only what is refused: a retracted one has none. */
const refusedOf = (store: Store, channels: readonly Channel[], range: Range) =>
  counted(store, channels, {
    text: `SELECT r.channelId AS channelId, n.reason AS reason, count() AS count
      FROM (${standing} AND (channelId, at) IN (SELECT channelId, at FROM (${refusals}))) AS r
      INNER JOIN (${refusals}) AS n ON r.channelId = n.channelId AND r.at = n.at
      GROUP BY channelId, reason`,
    params: paramsOf(channels, range),
  });

/** Where no model declares the time of a reading, that is why it does not count, whatever else there is to say of it. */
function partlyDeclared(store: Store, channels: readonly Channel[], range: Range) {
  const gaps = channels.flatMap((channel) => undeclared(channel).map((gap) => ({ ...gap, id: channel.channelId })));
  return counted(store, channels, {
    text: `WITH gaps AS (
        SELECT g.1 AS channelId, groupArray((g.2, g.3)) AS spans
        FROM (SELECT arrayJoin(arrayZip({gapId:Array(UInt64)}, {gapFrom:Array(Int64)}, {gapTo:Array(Int64)})) AS g)
        GROUP BY channelId
      )
      SELECT r.channelId AS channelId,
        if(arrayExists(s -> toUnixTimestamp64Milli(r.at) >= s.1 AND toUnixTimestamp64Milli(r.at) < s.2, g.spans),
          'unknown-channel', n.reason) AS reason,
        count() AS count
      FROM (${standing}) AS r
      LEFT JOIN gaps AS g ON r.channelId = g.channelId
      LEFT JOIN (${refusals}) AS n ON r.channelId = n.channelId AND r.at = n.at
      GROUP BY channelId, reason`,
    params: {
      ...paramsOf(channels, range),
      gapId: gaps.map(({ id }) => id),
      gapFrom: gaps.map(({ fromMs }) => fromMs),
      gapTo: gaps.map(({ toMs }) => toMs),
    },
  });
}
