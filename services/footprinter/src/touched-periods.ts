import type { ActivityEvent } from "@celadon/proto";
import { calendarPeriod, type Period } from "@celadon/quantity";
import type { ModelVersion } from "./stored-models.ts";

/** A period of a factory whose footprints may have changed. */
export interface TouchedPeriod extends Period {
  readonly factory: string;
}

/** The calendar periods, of the plant's clock and of the lengths its products ask for, that hold a touched hour. */
export function touchedPeriods(
  events: readonly ActivityEvent[],
  models: readonly ModelVersion[],
): readonly TouchedPeriod[] {
  const periods = new Map<string, TouchedPeriod>();
  for (const { factory, touched } of events) {
    const latest = models.findLast(({ model }) => model.factory === factory)?.model;
    if (latest === undefined) continue;
    const lengths = new Set(latest.products.map(({ period }) => period));
    for (const stretch of touched) {
      for (const length of lengths) {
        for (let at = Number(stretch.fromMs); at < Number(stretch.toMs); ) {
          const period = calendarPeriod(at, latest.timeZone, length);
          periods.set(`${factory} ${period.fromMs} ${period.toMs}`, { factory, ...period });
          at = period.toMs;
        }
      }
    }
  }
  return [...periods.values()];
}
