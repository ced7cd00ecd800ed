import { Decimal, hourMs, instantText, localText, unitByCode } from "@celadon/quantity";
import { type Rule, rateOf, ruleAt, windowMark } from "@celadon/telemetry-to-activity";
import type { Channel } from "../channel.ts";
import { channelsOf, type QueryPorts, type Scope, zoneOf } from "./scope.ts";

/** One hour of one channel, as the interfaces give it. `amount` is null where nothing is known, and for a state. */
export interface ActivityRow {
  readonly factory: string;
  readonly channel: string;
  readonly start: string;
  readonly localStart: string;
  readonly amount: string | null;
  readonly unit: string;
  readonly measuredMs: number;
  readonly estimatedMs: number;
  readonly missingMs: number;
  readonly marks: readonly string[];
}

interface HourRow {
  readonly h: string;
  readonly amount: string;
  readonly measured: string;
  readonly estimated: string;
  readonly marks: number;
}

/**
 * Every hour of the channels in scope, from the first with anything known to the last, missing ones between them too; by
 * factory, channel and hour.
 */
export async function* listActivity(ports: QueryPorts, scope: Scope): AsyncGenerator<ActivityRow> {
  for (const channel of channelsOf(ports.book, scope)) {
    if (!channel.eras.some(({ rule }) => rule !== undefined)) continue;
    const zone = zoneOf(ports.book, channel.factory);
    const hours = await hoursOf(ports, channel);
    const known = hours.filter(({ measured, estimated }) => Number(measured) + Number(estimated) > 0);
    const [first, last] = [known[0], known.at(-1)];
    if (first === undefined || last === undefined) continue;
    const byHour = new Map(known.map((row) => [Number(row.h), row]));
    const fromMs = Math.max(Number(first.h), Math.floor((scope.fromMs ?? 0) / hourMs) * hourMs);
    const toMs = Math.min(Number(last.h) + hourMs, scope.toMs ?? Number.POSITIVE_INFINITY);
    for (let start = fromMs; start < toMs; start += hourMs) yield rowOf(channel, start, byHour.get(start), zone);
  }
}

const hoursOf = ({ store }: QueryPorts, { channelId }: Channel): Promise<HourRow[]> =>
  store.rows<HourRow>({
    text: `SELECT toUnixTimestamp(toStartOfHour(start)) * 1000 AS h, sum(amount) AS amount, sum(measuredMs) AS measured,
        sum(estimatedMs) AS estimated, groupBitOr(marks) AS marks
      FROM slices FINAL WHERE channelId = {id:UInt64} GROUP BY h ORDER BY h`,
    params: { id: channelId },
  });

function rowOf(
  { factory, channel, eras }: Channel,
  start: number,
  hour: HourRow | undefined,
  zone: string,
): ActivityRow {
  const rule = ruleAt(eras, start) ?? eras.find((era) => era.rule !== undefined)?.rule;
  const measuredMs = hour === undefined ? 0 : Number(hour.measured);
  const estimatedMs = hour === undefined ? 0 : Number(hour.estimated);
  return {
    factory,
    channel,
    start: instantText(start),
    localStart: localText(start, zone),
    amount: hour === undefined || rule?.kind === "state" ? null : new Decimal(hour.amount).toFixed(),
    unit: amountUnitOf(rule),
    measuredMs,
    estimatedMs,
    missingMs: hourMs - measuredMs - estimatedMs,
    marks: hour === undefined ? [] : marksText(hour.marks),
  };
}

/** The unit a channel's amounts are in: that of the integral for a rate. */
function amountUnitOf(rule: Rule | undefined): string {
  const unit = rule && unitByCode(rule.unitCode);
  if (unit === undefined) return "";
  return rule?.kind === "rate" ? rateOf(unit).unit : unit.symbol;
}

const marksText = (marks: number): readonly string[] =>
  Object.entries(windowMark).flatMap(([name, bit]) => ((marks & bit) === 0 ? [] : [name]));
