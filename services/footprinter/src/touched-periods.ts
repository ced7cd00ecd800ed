import { hourFrom, type Period, twelveMonthsIn } from "@celadon/quantity";
import type { ActivitySpan } from "./activity-span.ts";
import { lengthsOf, periodsIn } from "./periods-in.ts";
import type { TouchedPlant } from "./touched-plants.ts";
import type { WantedPeriod } from "./wanted-period.ts";

/** A period of a factory whose footprints may have changed. */
export interface TouchedPeriod extends WantedPeriod {
  readonly factory: string;
  /** Twelve months that the activity does not span any more, a lot that was taken back: they have no footprint from now on. */
  readonly isGone: boolean;
}

/**
 * The periods of the plant's clock, of the lengths its products ask for, whose footprints may have changed: months and years
 * that hold a touched hour; of the twelve months that lie in the activity those that hold a touched hour, and those that did
 * not lie in it before. What may have lain in it before and does no more is gone. Without a span no twelve months are told.
 */
export function touchedPeriods(
  { model: { factory, timeZone, products }, stretches, hull }: TouchedPlant,
  span?: ActivitySpan,
): readonly TouchedPeriod[] {
  const lengths = lengthsOf(products);
  const ofCalendar = [...lengths].filter((length) => length !== "twelve-months");
  const calendar = stretches.flatMap((stretch) => periodsIn(stretch, timeZone, ofCalendar));
  const windows = (within: Period | undefined): readonly Period[] =>
    lengths.has("twelve-months") && within !== undefined ? twelveMonthsIn(within, timeZone) : [];
  const now = windows(span?.all);
  const before = new Set(windows(span?.untouched).map(keyOf));
  const renewed = now.filter((window) => !before.has(keyOf(window)) || stretches.some((one) => meets(window, one)));
  const kept = new Set([...calendar, ...now].map(keyOf));
  const gone = windows(span && together(hull, span.all)).filter((window) => !kept.has(keyOf(window)));
  const periods = new Map([...calendar, ...renewed].map((period) => [keyOf(period), period]));
  return [
    ...[...periods.values()].map((period) => ({ factory, ...period, isGone: false })),
    ...gone.map((period) => ({ factory, ...period, isGone: true })),
  ];
}

/** Whether an hour of the stretch belongs to the period: an hour belongs where it begins. */
const meets = ({ fromMs, toMs }: Period, stretch: Period): boolean =>
  stretch.fromMs < hourFrom(toMs) && stretch.toMs > hourFrom(fromMs);

const together = (a: Period, b: Period | undefined): Period =>
  b === undefined ? a : { fromMs: Math.min(a.fromMs, b.fromMs), toMs: Math.max(a.toMs, b.toMs) };

const keyOf = ({ fromMs, toMs }: Period): string => `${fromMs} ${toMs}`;
