import { calendarPeriod, channelIdOf, type Period } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import type { ModelVersion } from "./stored-models.ts";

/** Every calendar period that holds activity of one factory, by its versions of the plant model, the latest last. */
export async function activePeriods(store: Store, models: readonly ModelVersion[]): Promise<readonly Period[]> {
  const latest = models.at(-1)?.model;
  if (latest === undefined) return [];
  const ids = latest.channels.map(({ name }) => channelIdOf(latest.factory, name));
  const [span] = await store.rows<{ first: string; last: string; count: string }>({
    text: `SELECT toUnixTimestamp(min(start)) * 1000 AS first, toUnixTimestamp(max(start)) * 1000 AS last, count() AS count
      FROM slices FINAL WHERE channelId IN {ids:Array(UInt64)} AND measuredMs + estimatedMs > 0`,
    params: { ids },
  });
  if (span === undefined || span.count === "0") return [];
  const periods = new Map<string, Period>();
  for (const length of new Set(latest.products.map(({ period }) => period))) {
    for (let at = Number(span.first); at <= Number(span.last); ) {
      const period = calendarPeriod(at, latest.timeZone, length);
      periods.set(`${period.fromMs} ${period.toMs}`, period);
      at = period.toMs;
    }
  }
  return [...periods.values()];
}
