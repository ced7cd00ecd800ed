import { Decimal, unitOf, unitsConvert } from "@celadon/quantity";
import { amountUnit } from "./amount-unit.ts";
import type { Channel, WhenMissing } from "./channel.ts";
import type { ChannelDraft } from "./channel-shape.ts";
import type { Path } from "./fault.ts";
import type { Report } from "./report.ts";
import type { Entry } from "./shape-of-many.ts";

/** Channels by name; undefined for one that could not be read: its name is known, and what uses it is not blamed for it. */
export type Channels = ReadonlyMap<string, Channel | undefined>;

/** Judges what a channel says about itself. */
export const channelsOf = (drafts: readonly Entry<ChannelDraft>[], report: Report): Channels =>
  new Map(
    drafts.map(({ name, value }) => [name, value && channelOf(name, value, { path: ["channels", name], report })]),
  );

function channelOf(name: string, draft: ChannelDraft, where: Where): Channel | undefined {
  const { kind, unit, period, multiplier = "1", footprint = true, maxGap, frozenAfter, validFor, ...draftRest } = draft;
  const { whenMissing, ...rest } = draftRest;
  const { unit: amounts, problem, fix } = amountUnit(kind, unit);
  if (problem !== undefined && fix !== undefined) where.report.say([...where.path, "unit"], { problem, fix });
  if (!hasMean(kind) && amounts === undefined) return undefined;
  judgeKind(draft, where);
  judgeNumbers(draft, where);
  judgeSends(draft, where);
  const missing = whenMissing && whenMissingOf(draft, whenMissing, where);
  return {
    ...rest,
    name,
    kind,
    unit,
    multiplier,
    periodMs: period.ms,
    isCalendarDay: period.isCalendarDay,
    ...(period.isCalendarMonth === true ? { isCalendarMonth: true } : {}),
    maxGapMs: maxGap ?? defaultGapMs(kind, period),
    ...(frozenAfter === undefined ? {} : { frozenAfterMs: frozenAfter }),
    ...(validFor === undefined ? {} : { validForMs: validFor }),
    isInFootprint: footprint,
    ...(amounts === undefined ? {} : { amountUnit: amounts }),
    ...(missing === undefined ? {} : { whenMissing: missing }),
  };
}

/** What does not add up: its mean can be multiplied with. */
export const hasMean = (kind: Channel["kind"]): boolean => kind === "state" || kind === "sample";

interface Where {
  readonly path: Path;
  readonly report: Report;
}

const longestValidMs = 366 * 86_400_000;
const longestDayMs = 25 * 3_600_000;
const longestMonthMs = 30 * 86_400_000 + longestDayMs;

/** One lost reading, and the jitter of a clock, is no gap: 2.5 periods. An interval covers its own period and bridges nothing. */
function defaultGapMs(kind: string, { ms, isCalendarDay, isCalendarMonth }: ChannelDraft["period"]): number {
  if (kind === "interval") return isCalendarMonth === true ? longestMonthMs : isCalendarDay ? longestDayMs : ms;
  return (ms * 5) / 2;
}

const onlyFor = {
  modulus: ["counter"],
  ratedPerHour: ["counter"],
  resetAfter: ["counter"],
  method: ["rate", "state"],
  validFor: ["sample"],
  maxGap: ["counter", "interval", "rate", "state"],
  stamp: ["interval"],
  largestStep: ["rate", "state"],
  frozenAfter: ["rate", "state"],
} as const satisfies Readonly<Record<string, readonly Channel["kind"][]>>;

function judgeKind({ kind, period, ...draft }: ChannelDraft, { path, report }: Where): void {
  for (const [key, owners] of Object.entries(onlyFor)) {
    if (owners.some((owner) => owner === kind) || !(key in draft)) continue;
    report.say([...path, key], {
      problem: `"${key}" is for a ${owners.join(" or a ")}, and this is a ${kind}.`,
      fix: "Take it out, or change the kind.",
    });
  }
  if (kind === "counter" && draft.ratedPerHour === undefined) {
    report.say(path, {
      problem: `Counter "${path.at(-1)}" has no ratedPerHour: without it, one absurdly high reading makes all later ones look like a fall.`,
      fix: "Add `ratedPerHour`: the largest plausible rise in an hour, such as the rated power of the connection.",
    });
  }
  if (kind === "sample" && draft.validFor === undefined) {
    report.say(path, {
      problem: `Sample "${path.at(-1)}" has no validFor: no value holds for ever.`,
      fix: "Add `validFor`: how long it may stand in for the next one, such as `35d` for a monthly sample.",
    });
  }
  if (draft.validFor !== undefined && draft.validFor > longestValidMs) {
    report.say([...path, "validFor"], {
      problem: "A sample cannot hold for more than 366 days.",
      fix: "Sample more often, or state the value as a coefficient with its source.",
    });
  }
  if ((period.isCalendarDay || period.isCalendarMonth === true) && kind !== "interval") {
    report.say([...path, "period"], {
      problem: `A calendar ${period.isCalendarDay ? "day" : "month"} holds an amount, and this is a ${kind}.`,
      fix: "Write `kind: interval`, or a period such as 1d.",
    });
  }
}

function judgeNumbers({ minimum, maximum, maxGap, period }: ChannelDraft, { path, report }: Where): void {
  if (minimum !== undefined && maximum !== undefined && new Decimal(minimum).greaterThan(maximum)) {
    report.say([...path, "minimum"], {
      problem: `The minimum ${minimum} is above the maximum ${maximum}.`,
      fix: "Swap them.",
    });
  }
  if (maxGap !== undefined && maxGap < period.ms) {
    report.say([...path, "maxGap"], {
      problem: "The maxGap is shorter than the period: no two readings would be neighbours.",
      fix: "Make it at least one period.",
    });
  }
}

function judgeSends({ unit, sends }: ChannelDraft, { path, report }: Where): void {
  if (sends === undefined) return;
  const [from, to] = [unitOf(sends), unitOf(unit)];
  if (from.kind !== "accept" || to.kind !== "accept" || unitsConvert(from.value, to.value)) return;
  report.say([...path, "sends"], {
    problem: `Readings in ${sends} (${from.value.dimension}) cannot become ${unit} (${to.value.dimension}).`,
    fix: `Name a unit of ${to.value.dimension}, or change the unit of the channel.`,
  });
}

function whenMissingOf(
  { kind }: ChannelDraft,
  { method, perHour, atMost, why }: NonNullable<ChannelDraft["whenMissing"]>,
  { path, report }: Where,
): WhenMissing | undefined {
  const at = [...path, "whenMissing"];
  if (hasMean(kind) && method === "rate") {
    report.say(at, {
      problem: `A ${kind} has no amount per hour to fill in.`,
      fix: "Write `method: mean`: its own average over the other hours, where an amount is multiplied with it.",
    });
    return undefined;
  }
  if (method === "mean") {
    if (perHour === undefined) return { method, atMost, why };
    report.say([...at, "perHour"], {
      problem: `"perHour" is for the method rate.`,
      fix: "Take it out, or write `method: rate`.",
    });
    return undefined;
  }
  if (perHour !== undefined) return { method, perHour, atMost, why };
  report.say(at, { problem: "The method rate does not say how much an hour.", fix: "Add `perHour`." });
  return undefined;
}
