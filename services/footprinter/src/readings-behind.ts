import { type ActivityHour, endOfHour } from "@celadon/activity-to-inventory";
import { channelIdOf, Decimal, type Period } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";

/** What the plant model says of how far a reading of a channel tells. */
export interface ReadingRule {
  readonly kind: string;
  readonly periodMs: number;
  readonly maxGapMs: number;
  readonly stamp?: "start" | "end";
  readonly validForMs?: number;
}

/** A standing reading that counts, and the half-open stretch of time that it tells of. */
export interface StandingReading extends Period {
  readonly atMs: number;
  readonly value: string;
  readonly details: readonly { readonly name: string; readonly value: string }[];
}

/**
 * The readings that reach into an hour. A counter's amount is a difference, a rate's an integral, and a state is held: the reading they
 * begin at, at the hour's start or before it, is one of them.
 */
export function behindHour(
  readings: readonly StandingReading[],
  hour: ActivityHour,
  kind: string,
): readonly StandingReading[] {
  const within = readings.filter(({ fromMs, toMs }) => toMs > hour.hourMs && fromMs < endOfHour(hour));
  if (kind === "interval" || kind === "sample") return within;
  const beginMs = within[0]?.fromMs;
  return [...readings.filter(({ atMs }) => atMs === beginMs && atMs <= hour.hourMs), ...within];
}

interface ReadingRow {
  readonly t: string;
  readonly value: string;
  readonly r: number;
  readonly c: number;
}

const dayMs = 86_400_000;

/**
 * Standing readings that count, of a stretch and of so much time around it as one may tell of: a day, the longest gap, or for how long
 * a sample holds. A counter's rise over a longer gap is shown without the readings at its ends.
 */
export async function readingsIn(
  store: Store,
  { factory, channel, rule }: { readonly factory: string; readonly channel: string; readonly rule: ReadingRule },
  { fromMs, toMs }: Period,
): Promise<readonly StandingReading[]> {
  const reachMs = Math.max(dayMs, rule.periodMs, rule.maxGapMs, rule.validForMs ?? rule.periodMs);
  const rows = await store.rows<ReadingRow>({
    text: `SELECT toUnixTimestamp64Milli(at) AS t, value, revision AS r, coversSeconds AS c
      FROM readings FINAL
      WHERE channelId = {id:UInt64} AND at >= fromUnixTimestamp64Milli({least:Int64})
        AND at <= fromUnixTimestamp64Milli({most:Int64}) AND quality < 15
        AND at NOT IN (SELECT at FROM refusals FINAL WHERE channelId = {id:UInt64} AND active)
      ORDER BY t`,
    params: { id: channelIdOf(factory, channel), least: fromMs - reachMs, most: toMs + reachMs },
  });
  const instants = rows.map(({ t }) => Number(t));
  return rows.map(({ value, r, c }, i) => ({
    atMs: instants[i] as number, // of the same row
    ...toldBy(instants, i, { ...rule, coverMs: c > 0 ? c * 1_000 : rule.periodMs }),
    value: new Decimal(value).toFixed(),
    details: [
      { name: "revision", value: String(r) },
      ...(c === 0 ? [] : [{ name: "coversSeconds", value: String(c) }]),
    ],
  }));
}

/** An interval tells of what it covers, a sample of what comes until the next one, all others of the time since the one before. */
function toldBy(
  instants: readonly number[],
  i: number,
  { kind, stamp, validForMs = Number.POSITIVE_INFINITY, coverMs }: ReadingRule & { readonly coverMs: number },
): Period {
  const atMs = instants[i] as number; // of a row there is
  if (kind === "interval") {
    return stamp === "start" ? { fromMs: atMs, toMs: atMs + coverMs } : { fromMs: atMs - coverMs, toMs: atMs };
  }
  if (kind === "sample")
    return { fromMs: atMs, toMs: Math.min(instants[i + 1] ?? Number.POSITIVE_INFINITY, atMs + validForMs) };
  return { fromMs: instants[i - 1] ?? atMs, toMs: atMs };
}
