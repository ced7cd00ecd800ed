import { qualityCodes, qualityWord, readingMarks, type StandingReading, Verdict } from "@celadon/proto";
import { Decimal, localText, unitByCode } from "@celadon/quantity";
import { quality, type Reason, reasonText, ruleAt } from "@celadon/telemetry-to-activity";
import type { Channel } from "../channel.ts";
import { declaredStretches } from "../store-channels.ts";
import { type ChannelStretch, type QueryPorts, type Scope, stretchesOf, zoneOf } from "./scope.ts";

/** A reading as the store has it; `reason` says why the fold refused it, where `active` is 1. */
export interface StoredRow {
  readonly t: string;
  readonly value: string;
  readonly q: number;
  readonly r: number;
  readonly c: number;
  readonly m: number;
  readonly reason: string;
  readonly active: number;
}

/** Standing readings of the channels in scope, by factory, channel and instant, read so many at once. */
export async function* listReadings(
  ports: QueryPorts,
  scope: Scope,
  pageRows = 10_000,
): AsyncGenerator<StandingReading> {
  for (const { channel, fromMs, toMs } of stretchesOf(ports.book, scope, 1)) {
    const zone = zoneOf(ports.book, channel.factory);
    for (let nextMs = fromMs; nextMs < toMs; ) {
      const page = await pageOf(ports, { channel, fromMs: nextMs, toMs }, pageRows);
      for (const row of page) yield standingReading(channel, row, zone);
      const last = page.at(-1);
      if (last === undefined || page.length < pageRows) break;
      nextMs = Number(last.t) + 1;
    }
  }
}

const pageOf = (
  { store }: QueryPorts,
  { channel, fromMs, toMs }: ChannelStretch,
  pageRows: number,
): Promise<StoredRow[]> =>
  store.rows<StoredRow>({
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
    params: { id: channel.channelId, from: fromMs, to: toMs },
  });

/** What the store knows of a reading, in the words of the contract. */
export function standingReading(channel: Channel, row: StoredRow, zone: string): StandingReading {
  const atMs = Number(row.t);
  const rule = ruleAt(channel.eras, atMs);
  const unit = unitByCode(row.m & readingMarks.unitCode) ?? (rule && unitByCode(rule.unitCode));
  return {
    factory: channel.factory,
    channel: channel.channel,
    atMs: BigInt(atMs),
    localAt: localText(atMs, zone),
    value: new Decimal(row.value).toFixed(),
    unit: unit === undefined ? "" : unit.symbol,
    quality: qualityOf(row.q),
    revision: row.r,
    coversSeconds: row.c,
    marks: marksOf(row.m),
    ...verdictOf(channel, row, { isUndeclared: rule === undefined, atMs, zone }),
  };
}

function verdictOf(
  channel: Channel,
  row: StoredRow,
  { isUndeclared, atMs, zone }: { readonly isUndeclared: boolean; readonly atMs: number; readonly zone: string },
): Pick<StandingReading, "verdict" | "reason" | "evidence"> {
  if (row.q === quality.retracted || (!isUndeclared && row.active === 0)) {
    return { verdict: Verdict.VERDICT_ACCEPTED, reason: "", evidence: "" };
  }
  const reason = isUndeclared ? "unknown-channel" : (row.reason as Reason); // only the fold writes refusals
  const later = declaredStretches(channel).find(({ fromMs }) => fromMs > atMs);
  const declaredFrom = later === undefined ? undefined : localText(later.fromMs, zone);
  const { factory, channel: name } = channel;
  const evidence = reasonText(reason, { factory, channel: name, declaredFrom });
  return { verdict: Verdict.VERDICT_QUARANTINED, reason, evidence };
}

function qualityOf(code: number): StandingReading["quality"] {
  const word = qualityWord(code);
  if (word === undefined) throw new Error(`The store holds a reading of quality ${code}, which was never given.`);
  return qualityCodes[word];
}

const marksOf = (marks: number): readonly string[] => [
  ...((marks & readingMarks.backfill) === 0 ? [] : ["backfill"]),
  ...((marks & readingMarks.manual) === 0 ? [] : ["manual"]),
  ...((marks & readingMarks.unflagged) === 0 ? [] : ["unflagged"]),
  ...((marks & readingMarks.timely) === 0 ? ["from-the-future"] : []),
];
