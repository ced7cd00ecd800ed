import { type ActivityHour, endOfHour } from "@celadon/activity-to-inventory";
import type { ExplainNode } from "@celadon/proto";
import { channelIdOf, Decimal, localText } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import { periodWindows } from "./period-windows.ts";
import { storedCuts } from "./stored-cuts.ts";
import { storedWindows } from "./stored-windows.ts";
import { cutsOf, type WantedPeriod } from "./wanted-period.ts";

export interface Stretch {
  /** Id of the node that the windows are children of. */
  readonly parent: string;
  readonly factory: string;
  readonly channel: string;
  readonly kind: string;
  readonly unit: string;
  /** What the channel's readings are in: for a rate another unit than its amounts. */
  readonly readingUnit: string;
  readonly timeZone: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** The lot whose footprint is explained: it cuts the hours it begins and ends in. */
  readonly lot?: WantedPeriod | undefined;
}

const node = (fields: Partial<ExplainNode> & Pick<ExplainNode, "id" | "kind" | "label">): ExplainNode => ({
  amount: undefined,
  unit: "",
  rule: "",
  fromMs: undefined,
  toMs: undefined,
  marks: [],
  details: [],
  children: [],
  leftOut: 0,
  ...fields,
});

/** Which windows of a stretch are shown: so many, behind the first `offset`; each with its readings where `withReadings`. */
export interface Shown {
  readonly offset?: number;
  readonly limit: number;
  readonly withReadings: boolean;
}

/** The hourly windows of a channel over a stretch; the others are counted. */
export async function explainStretch(
  store: Store,
  stretch: Stretch,
  { offset = 0, limit, withReadings }: Shown,
): Promise<{ readonly windows: readonly ExplainNode[]; readonly leftOut: number }> {
  const { parent, kind, unit, readingUnit, timeZone } = stretch;
  const hours = await hoursOf(store, stretch);
  const shown = hours.slice(offset, offset + limit);
  const last = shown.at(-1);
  const readings =
    withReadings && last !== undefined
      ? await readingsIn(store, stretch, { fromMs: shown[0]?.hourMs as number, toMs: endOfHour(last) })
      : [];
  const windows = shown.map((hour) =>
    node({
      id: `${parent}/window:${hour.hourMs}`,
      kind: "window",
      label: localText(hour.hourMs, timeZone),
      amount: isMean(kind) ? meanOf(hour) : hour.amount === null ? undefined : new Decimal(hour.amount).toFixed(),
      unit,
      fromMs: BigInt(hour.hourMs),
      toMs: BigInt(endOfHour(hour)),
      rule: isMean(kind)
        ? "mean of the time observed"
        : `steps between readings, cut at the hour${hour.untilMs === undefined ? "" : " and where the lot begins or ends"}`,
      details: [
        { name: "measuredMs", value: String(hour.measuredMs) },
        { name: "estimatedMs", value: String(hour.estimatedMs) },
        { name: "missingMs", value: String(endOfHour(hour) - hour.hourMs - hour.measuredMs - hour.estimatedMs) },
      ],
      children: behindHour(readings, hour, kind).map(({ atMs, value, details }) =>
        node({
          id: `${parent}/window:${hour.hourMs}/reading:${atMs}`,
          kind: "reading",
          label: localText(atMs, timeZone),
          amount: value,
          unit: readingUnit,
          details,
        }),
      ),
    }),
  );
  return { windows, leftOut: hours.length - shown.length };
}

/** What does not add up multiplies: what is kept of it is its value times the milliseconds. */
const isMean = (kind: string): boolean => kind === "state" || kind === "sample";

function meanOf({ amount, measuredMs, estimatedMs }: ActivityHour): string | undefined {
  const observedMs = measuredMs + estimatedMs;
  if (amount === null || observedMs === 0) return undefined;
  return new Decimal(amount).dividedBy(observedMs).toSignificantDigits(12).toFixed();
}

/** The hours of a stretch; where it is of a lot, parts of hours at its ends. */
async function hoursOf(store: Store, stretch: Stretch): Promise<readonly ActivityHour[]> {
  const { factory, channel, kind, fromMs, toMs, lot } = stretch;
  const wanted = { factory, channels: [{ name: channel, kind }] };
  const [cuts, found] = [
    lot && (await storedCuts(store, [{ ...wanted, atMs: cutsOf(lot) }])).get(factory),
    await storedWindows(store, [wanted], lot ?? stretch),
  ];
  const windows = found.get(factory) ?? new Map<string, readonly ActivityHour[]>();
  const mine = lot === undefined || cuts === undefined ? windows : periodWindows({ windows, cuts }, lot);
  return (mine.get(channel) ?? []).filter((hour) => hour.hourMs >= fromMs && hour.hourMs < toMs);
}

/**
 * The readings that reach into an hour. A counter's amount is a difference and a rate's an integral, so that the reading they begin
 * at, at the hour's start or before it, is one of them.
 */
function behindHour(
  readings: readonly StandingReading[],
  hour: ActivityHour,
  kind: string,
): readonly StandingReading[] {
  const fromMs = hour.hourMs;
  const within = readings.filter(({ atMs, startMs }) => atMs > fromMs && startMs < endOfHour(hour));
  const beginMs = within[0]?.startMs;
  if (kind === "interval") return within;
  return [...readings.filter(({ atMs }) => atMs === beginMs && atMs <= fromMs), ...within];
}

/** A standing reading and when the stretch it tells of begins: at the reading before, or as far back as it covers. */
interface StandingReading {
  readonly atMs: number;
  readonly startMs: number;
  readonly value: string;
  readonly details: readonly { readonly name: string; readonly value: string }[];
}

interface ReadingRow {
  readonly t: string;
  readonly value: string;
  readonly r: number;
  readonly c: number;
  readonly p: string;
}

/** Standing readings that count and reach into a stretch; a reading reaches back to the one before it, or as far as it covers. */
async function readingsIn(
  store: Store,
  { factory, channel }: Stretch,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<readonly StandingReading[]> {
  const rows = await store.rows<ReadingRow>({
    text: `SELECT toUnixTimestamp64Milli(at) AS t, value, revision AS r, coversSeconds AS c,
        toUnixTimestamp64Milli(lagInFrame(at, 1, at) OVER (ORDER BY at ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)) AS p
      FROM readings FINAL
      WHERE channelId = {id:UInt64} AND at >= fromUnixTimestamp64Milli({from:Int64} - 86400000)
        AND at <= fromUnixTimestamp64Milli({to:Int64} + 86400000) AND quality < 15
        AND at NOT IN (SELECT at FROM refusals FINAL WHERE channelId = {id:UInt64} AND active)
      ORDER BY t`,
    params: { id: channelIdOf(factory, channel), from: fromMs, to: toMs },
  });
  return rows.map(({ t, value, r, c, p }) => ({
    atMs: Number(t),
    startMs: c > 0 ? Number(t) - c * 1000 : Number(p),
    value: new Decimal(value).toFixed(),
    details: [
      { name: "revision", value: String(r) },
      ...(c === 0 ? [] : [{ name: "coversSeconds", value: String(c) }]),
    ],
  }));
}
