import { qualityWord, readingMarks } from "@celadon/proto";
import { Decimal, instantText, localText, unitByCode } from "@celadon/quantity";
import { quality, type Reason, ruleAt } from "@celadon/telemetry-to-activity";
import type { Channel } from "../channel.ts";
import { reasonText } from "./reason-text.ts";
import { channelsOf, type QueryPorts, type Scope, zoneOf } from "./scope.ts";

/** One reading as it stands, as the interfaces give it. */
export interface ReadingRow {
  readonly factory: string;
  readonly channel: string;
  readonly at: string;
  readonly localAt: string;
  readonly value: string;
  readonly unit: string;
  readonly quality: string;
  readonly revision: number;
  readonly coversSeconds: number;
  readonly marks: readonly string[];
  readonly verdict: "accepted" | "quarantined" | "retracted";
  readonly reason?: string;
  readonly evidence?: string;
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
}

const pageRows = 10_000;

/** Standing readings of the channels in scope, by factory, channel and instant, read in pages. */
export async function* listReadings(ports: QueryPorts, scope: Scope): AsyncGenerator<ReadingRow> {
  for (const channel of channelsOf(ports.book, scope)) {
    const zone = zoneOf(ports.book, channel.factory);
    const toMs = scope.toMs ?? 4_102_444_800_000;
    for (let fromMs = scope.fromMs ?? 0; ; ) {
      const page = await pageOf(ports, channel, fromMs, toMs);
      for (const row of page) yield readingRow(channel, row, zone);
      const last = page.at(-1);
      if (last === undefined || page.length < pageRows) break;
      fromMs = Number(last.t) + 1;
    }
  }
}

const pageOf = ({ store }: QueryPorts, { channelId }: Channel, from: number, to: number): Promise<Row[]> =>
  store.rows<Row>({
    text: `SELECT toUnixTimestamp64Milli(r.at) AS t, r.value AS value, r.quality AS q, r.revision AS r, r.coversSeconds AS c,
        r.marks AS m, n.reason AS reason, n.active AS active
      FROM (
        SELECT at, value, quality, revision, coversSeconds, marks FROM readings FINAL
        WHERE channelId = {id:UInt64} AND at >= fromUnixTimestamp64Milli({from:Int64})
          AND at < fromUnixTimestamp64Milli({to:Int64})
        ORDER BY at LIMIT ${pageRows}
      ) AS r
      LEFT JOIN (SELECT at, reason, active FROM refusals FINAL WHERE channelId = {id:UInt64}) AS n ON r.at = n.at
      ORDER BY t`,
    params: { id: channelId, from, to },
  });

/** What the store knows of a reading, in the words of the interfaces. */
export function readingRow(channel: Channel, row: Row, zone: string): ReadingRow {
  const atMs = Number(row.t);
  const rule = ruleAt(channel.eras, atMs);
  const unit = unitByCode(row.m & readingMarks.unitCode) ?? (rule && unitByCode(rule.unitCode));
  return {
    factory: channel.factory,
    channel: channel.channel,
    at: instantText(atMs),
    localAt: localText(atMs, zone),
    value: new Decimal(row.value).toFixed(),
    unit: unit === undefined ? "" : unit.symbol,
    quality: qualityWord(row.q) ?? String(row.q),
    revision: row.r,
    coversSeconds: row.c,
    marks: marksOf(row.m),
    ...verdictOf(channel, row, rule === undefined),
  };
}

function verdictOf(
  channel: Channel,
  row: Row,
  isUndeclared: boolean,
): Pick<ReadingRow, "verdict" | "reason" | "evidence"> {
  if (row.q === quality.retracted) return { verdict: "retracted" };
  if (!isUndeclared && row.active === 0) return { verdict: "accepted" };
  const reason = isUndeclared ? "unknown-channel" : (row.reason as Reason); // only the fold writes refusals
  return { verdict: "quarantined", reason, evidence: reasonText(reason, channel) };
}

const marksOf = (marks: number): readonly string[] => [
  ...((marks & readingMarks.backfill) === 0 ? [] : ["backfill"]),
  ...((marks & readingMarks.manual) === 0 ? [] : ["manual"]),
  ...((marks & readingMarks.timely) === 0 ? ["from-the-future"] : []),
];
