import { type ActivityHour, endOfHour } from "@celadon/activity-to-inventory";
import type { ExplainNode } from "@celadon/proto";
import { Decimal, localText } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import { periodWindows } from "./period-windows.ts";
import { behindHour, type ReadingRule, readingsIn } from "./readings-behind.ts";
import { storedCuts } from "./stored-cuts.ts";
import { storedWindows } from "./stored-windows.ts";
import { cutsOf, type WantedPeriod } from "./wanted-period.ts";

export interface Stretch {
  /** Id of the node that the windows are children of. */
  readonly parent: string;
  readonly factory: string;
  readonly channel: string;
  /** What the plant model says of how far a reading tells. */
  readonly rule: ReadingRule;
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
  const { parent, unit, readingUnit, timeZone } = stretch;
  const { kind } = stretch.rule;
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
  const { factory, channel, rule, fromMs, toMs, lot } = stretch;
  const wanted = { factory, channels: [{ name: channel, kind: rule.kind }] };
  const [cuts, found] = [
    lot && (await storedCuts(store, [{ ...wanted, atMs: cutsOf(lot) }])).get(factory),
    await storedWindows(store, [wanted], lot ?? stretch),
  ];
  const windows = found.get(factory) ?? new Map<string, readonly ActivityHour[]>();
  const mine = lot === undefined || cuts === undefined ? windows : periodWindows({ windows, cuts }, lot);
  return (mine.get(channel) ?? []).filter((hour) => hour.hourMs >= fromMs && hour.hourMs < toMs);
}
