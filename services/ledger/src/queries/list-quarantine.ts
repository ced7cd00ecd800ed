import type { QuarantinedReading, StandingReading } from "@celadon/proto";
import { quality } from "@celadon/telemetry-to-activity";
import type { Channel } from "../channel.ts";
import { type StoredRow, standingReading } from "./list-readings.ts";
import { type ChannelStretch, type QueryPorts, type Scope, stretchesOf, zoneOf } from "./scope.ts";
import { mayBeRefused, undeclared } from "./undeclared.ts";

/** A reading with the readings that count before (b) and after (n) it; an instant of 0 means that there is none. */
interface Row extends StoredRow {
  readonly bt: string;
  readonly bValue: string;
  readonly bq: number;
  readonly br: number;
  readonly bc: number;
  readonly bm: number;
  readonly nt: string;
  readonly nValue: string;
  readonly nq: number;
  readonly nr: number;
  readonly nc: number;
  readonly nm: number;
}

/** Readings that are kept and do not count, by factory, channel and instant, read so many at once. */
export async function* listQuarantine(
  ports: QueryPorts,
  scope: Scope,
  pageRows = 10_000,
): AsyncGenerator<QuarantinedReading> {
  for (const { channel, fromMs, toMs } of stretchesOf(ports.book, scope, 1)) {
    if (!mayBeRefused(channel)) continue;
    const zone = zoneOf(ports.book, channel.factory);
    for (let nextMs = fromMs; nextMs < toMs; ) {
      const page = await pageOf(ports, { channel, fromMs: nextMs, toMs }, pageRows);
      for (const row of page) {
        const { bt, bValue, bq, br, bc, bm, nt, nValue, nq, nr, nc, nm } = row;
        yield {
          reading: standingReading(channel, row, zone),
          receivedMs: notKept,
          origin: "",
          before: neighbour(channel, { t: bt, value: bValue, q: bq, r: br, c: bc, m: bm }, zone),
          next: neighbour(channel, { t: nt, value: nValue, q: nq, r: nr, c: nc, m: nm }, zone),
        };
      }
      const last = page.at(-1);
      if (last === undefined || page.length < pageRows) break;
      nextMs = Number(last.t) + 1;
    }
  }
}

/** The contract's word for a time that the store does not keep. */
const notKept = 0n;

const neighbour = (
  channel: Channel,
  row: Omit<StoredRow, "reason" | "active">,
  zone: string,
): StandingReading | undefined =>
  row.t === "0" ? undefined : standingReading(channel, { ...row, reason: "", active: 0 }, zone);

const pageOf = ({ store }: QueryPorts, { channel, fromMs, toMs }: ChannelStretch, pageRows: number): Promise<Row[]> =>
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
      ), counted AS (SELECT channelId, at, value, q, r, c, m FROM judged WHERE NOT out)
      SELECT toUnixTimestamp64Milli(x.at) AS t, x.value AS value, x.q AS q, x.r AS r, x.c AS c, x.m AS m, x.reason AS reason,
        x.active AS active,
        toUnixTimestamp64Milli(x.bAt) AS bt, x.bValue AS bValue, x.bq AS bq, x.br AS br, x.bc AS bc, x.bm AS bm,
        toUnixTimestamp64Milli(y.at) AS nt, y.value AS nValue, y.q AS nq, y.r AS nr, y.c AS nc, y.m AS nm
      FROM (
        SELECT j.*, b.at AS bAt, b.value AS bValue, b.q AS bq, b.r AS br, b.c AS bc, b.m AS bm FROM (
          SELECT * FROM judged WHERE out AND at >= fromUnixTimestamp64Milli({from:Int64})
            AND at < fromUnixTimestamp64Milli({to:Int64}) ORDER BY at LIMIT ${pageRows}
        ) AS j ASOF LEFT JOIN counted AS b ON j.channelId = b.channelId AND j.at > b.at
      ) AS x ASOF LEFT JOIN counted AS y ON x.channelId = y.channelId AND x.at < y.at
      ORDER BY t`,
    params: {
      id: channel.channelId,
      from: fromMs,
      to: toMs,
      noFrom: undeclared(channel).map(({ fromMs }) => fromMs),
      noTo: undeclared(channel).map(({ toMs }) => toMs),
    },
  });
