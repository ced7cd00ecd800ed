import { instantText } from "@celadon/quantity";
import { quality } from "@celadon/telemetry-to-activity";
import type { Channel } from "../channel.ts";
import { type ReadingRow, readingRow } from "./list-readings.ts";
import { channelsOf, type QueryPorts, type Scope, zoneOf } from "./scope.ts";

/** A reading that does not count, with the readings that count on either side of it. */
export interface QuarantineRow extends ReadingRow {
  readonly before?: { readonly at: string; readonly value: string };
  readonly next?: { readonly at: string; readonly value: string };
}

interface Row {
  readonly t: string;
  readonly value: string;
  readonly q: number;
  readonly r: number;
  readonly c: number;
  readonly m: number;
  readonly reason: string;
  readonly active: number;
  readonly beforeMs: string;
  readonly beforeValue: string;
  readonly nextMs: string;
  readonly nextValue: string;
}

const pageRows = 10_000;

/** Readings that are kept and do not count, by factory, channel and instant, read in pages. */
export async function* listQuarantine(ports: QueryPorts, scope: Scope): AsyncGenerator<QuarantineRow> {
  for (const channel of channelsOf(ports.book, scope)) {
    if (channel.lastRefusedMs === undefined && !hasUndeclared(channel)) continue;
    const zone = zoneOf(ports.book, channel.factory);
    const toMs = scope.toMs ?? 4_102_444_800_000;
    for (let fromMs = scope.fromMs ?? 0; ; ) {
      const page = await pageOf(ports, channel, fromMs, toMs);
      for (const row of page) {
        yield {
          ...readingRow(channel, row, zone),
          ...neighbour("before", row.beforeMs, row.beforeValue),
          ...neighbour("next", row.nextMs, row.nextValue),
        };
      }
      const last = page.at(-1);
      if (last === undefined || page.length < pageRows) break;
      fromMs = Number(last.t) + 1;
    }
  }
}

const neighbour = (name: "before" | "next", ms: string, value: string) =>
  ms === "0" ? {} : { [name]: { at: instantText(Number(ms)), value } };

/** Stretches of the channel's life that no model declares. */
function undeclared({ eras }: Channel): readonly { readonly fromMs: number; readonly toMs: number }[] {
  const end = 4_102_444_800_000;
  const borders = [{ fromMs: 0, rule: undefined }, ...eras];
  return borders.flatMap(({ fromMs, rule }, i) =>
    rule === undefined ? [{ fromMs, toMs: borders[i + 1]?.fromMs ?? end }] : [],
  );
}

const hasUndeclared = (channel: Channel): boolean =>
  undeclared(channel).some(
    ({ fromMs, toMs }) =>
      channel.firstMs !== undefined &&
      channel.lastMs !== undefined &&
      fromMs <= channel.lastMs &&
      channel.firstMs < toMs,
  );

const pageOf = ({ store }: QueryPorts, channel: Channel, from: number, to: number): Promise<Row[]> =>
  store.rows<Row>({
    text: `WITH all AS (
        SELECT channelId, at, value, quality, revision, coversSeconds, marks,
          arrayExists((f, e) -> toUnixTimestamp64Milli(at) >= f AND toUnixTimestamp64Milli(at) < e,
            {noFrom:Array(Int64)}, {noTo:Array(Int64)}) AS undeclared
        FROM readings FINAL WHERE channelId = {id:UInt64} AND quality < ${quality.retracted}
      ), refused AS (SELECT at, reason, active FROM refusals FINAL WHERE channelId = {id:UInt64} AND active),
      judged AS (
        SELECT r.channelId AS channelId, r.at AS at, r.value AS value, r.quality AS q, r.revision AS r, r.coversSeconds AS c,
          r.marks AS m, n.reason AS reason, n.active AS active, r.undeclared OR n.active AS out
        FROM all AS r LEFT JOIN refused AS n ON r.at = n.at
      ), counted AS (SELECT channelId, at, value FROM judged WHERE NOT out)
      SELECT toUnixTimestamp64Milli(x.at) AS t, x.value AS value, x.q AS q, x.r AS r, x.c AS c, x.m AS m, x.reason AS reason,
        x.active AS active, toUnixTimestamp64Milli(x.beforeAt) AS beforeMs, x.beforeValue AS beforeValue,
        toUnixTimestamp64Milli(y.at) AS nextMs, y.value AS nextValue
      FROM (
        SELECT j.*, b.at AS beforeAt, b.value AS beforeValue FROM (
          SELECT * FROM judged WHERE out AND at >= fromUnixTimestamp64Milli({from:Int64})
            AND at < fromUnixTimestamp64Milli({to:Int64}) ORDER BY at LIMIT ${pageRows}
        ) AS j ASOF LEFT JOIN counted AS b ON j.channelId = b.channelId AND j.at > b.at
      ) AS x ASOF LEFT JOIN counted AS y ON x.channelId = y.channelId AND x.at < y.at
      ORDER BY t`,
    params: {
      id: channel.channelId,
      from,
      to,
      noFrom: undeclared(channel).map(({ fromMs }) => fromMs),
      noTo: undeclared(channel).map(({ toMs }) => toMs),
    },
  });
