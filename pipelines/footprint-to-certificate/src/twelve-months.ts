import type { Period } from "@celadon/quantity";

/** Whether the period is twelve months on the plant's own clock: from a midnight to the same day a year later. */
export function isTwelveMonths({ fromMs, toMs }: Period, timeZone: string): boolean {
  const from = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(timeZone);
  const isMidnight = from.startOfDay().epochMilliseconds === fromMs;
  return isMidnight && from.add({ years: 1 }).epochMilliseconds === toMs;
}
