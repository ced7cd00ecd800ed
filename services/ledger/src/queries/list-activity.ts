import type { ActivityWindow } from "@celadon/proto";
import { Decimal, hourMs, hourOf, localText, unitByCode } from "@celadon/quantity";
import { type Rule, rateOf, ruleAt, windowMark } from "@celadon/telemetry-to-activity";
import type { Channel } from "../channel.ts";
import { type QueryPorts, type Scope, stretchesOf, zoneOf } from "./scope.ts";

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
export async function* listActivity(ports: QueryPorts, scope: Scope): AsyncGenerator<ActivityWindow> {
  for (const { channel, ...asked } of stretchesOf(ports.book, scope, hourMs)) {
    if (!channel.eras.some(({ rule }) => rule !== undefined)) continue;
    const zone = zoneOf(ports.book, channel.factory);
    const hours = await hoursOf(ports, channel);
    const known = hours.filter(({ measured, estimated }) => Number(measured) + Number(estimated) > 0);
    const [first, last] = [known[0], known.at(-1)];
    if (first === undefined || last === undefined) continue;
    const byHour = new Map(known.map((row) => [Number(row.h), row]));
    const fromMs = Math.max(Number(first.h), hourOf(asked.fromMs));
    const toMs = Math.min(Number(last.h) + hourMs, asked.toMs);
    for (let start = fromMs; start < toMs; start += hourMs) yield windowOf(channel, start, byHour.get(start), zone);
  }
}

const hoursOf = ({ store }: QueryPorts, { channelId }: Channel): Promise<HourRow[]> =>
  store.rows<HourRow>({
    text: `SELECT toUnixTimestamp(toStartOfHour(start)) * 1000 AS h, sum(amount) AS amount, sum(measuredMs) AS measured,
        sum(estimatedMs) AS estimated, groupBitOr(marks) AS marks
      FROM slices FINAL WHERE channelId = {id:UInt64} GROUP BY h ORDER BY h`,
    params: { id: channelId },
  });

function windowOf(
  { factory, channel, eras }: Channel,
  startMs: number,
  hour: HourRow | undefined,
  zone: string,
): ActivityWindow {
  const rule = ruleAt(eras, startMs) ?? eras.find((era) => era.rule !== undefined)?.rule;
  const measuredMs = hour === undefined ? 0 : Number(hour.measured);
  const estimatedMs = hour === undefined ? 0 : Number(hour.estimated);
  return {
    factory,
    channel,
    startMs: BigInt(startMs),
    localStart: localText(startMs, zone),
    amount: hour === undefined || hasNoAmount(rule) ? undefined : new Decimal(hour.amount).toFixed(),
    unit: amountUnitOf(rule),
    measuredMs,
    estimatedMs,
    missingMs: hourMs - measuredMs - estimatedMs,
    marks: hour === undefined ? [] : marksText(hour.marks),
    mean: hour !== undefined && rule?.isMean === true ? meanText(hour) : undefined,
  };
}

/** What has been added up is the value times the milliseconds. Nothing observed, no mean. */
function meanText({ amount, measured, estimated }: HourRow): string | undefined {
  const observedMs = Number(measured) + Number(estimated);
  return observedMs === 0 ? undefined : new Decimal(amount).dividedBy(observedMs).toSignificantDigits(12).toFixed();
}

/** What a state or sample adds up is for its mean alone. */
const hasNoAmount = (rule: Rule | undefined): boolean => rule?.kind === "state" || rule?.isMean === true;

/** The unit a channel's amounts are in: that of the integral for a rate. */
function amountUnitOf(rule: Rule | undefined): string {
  const unit = rule && unitByCode(rule.unitCode);
  if (unit === undefined) return "";
  return rule?.kind === "rate" && !rule.isMean ? rateOf(unit).unit : unit.symbol;
}

const marksText = (marks: number): readonly string[] =>
  Object.entries(windowMark).flatMap(([name, bit]) => ((marks & bit) === 0 ? [] : [name]));
