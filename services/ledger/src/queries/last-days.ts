/** One day of a plant's calendar, half-open. */
export interface Day {
  /** `2026-03-01` */
  readonly day: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The last days of a zone's calendar, the earliest first; the last one holds the instant. A day has 23 to 25 hours. */
export function lastDays(nowMs: number, zone: string, count: number): readonly Day[] {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate();
  return Array.from({ length: count }, (_, i) => {
    const day = today.subtract({ days: count - 1 - i });
    const startOf = (date: Temporal.PlainDate): number => date.toZonedDateTime(zone).epochMilliseconds;
    return { day: day.toString(), fromMs: startOf(day), toMs: startOf(day.add({ days: 1 })) };
  });
}
