import { Freshness } from "@celadon/proto";

const minuteMs = 60_000;

/** From which age on a channel's newest reading is late, and from which on the channel is silent. */
export const freshnessLimits = (periodMs: number) => ({
  lateAfterMs: Math.max(2 * periodMs, 5 * minuteMs),
  silentAfterMs: Math.max(4 * periodMs, 15 * minuteMs),
});

/**
 *   fresh   age <= max(2 periods, 5 min)
 *   late    age <= max(4 periods, 15 min)
 *   silent  older, or no reading at all
 *
 * The age is counted from the end of what the newest reading tells of. Not specified: there is no period, because no model in force
 * declares the channel.
 */
export function freshnessOf(ageMs: number | undefined, periodMs: number | undefined): Freshness {
  if (periodMs === undefined) return Freshness.FRESHNESS_UNSPECIFIED;
  const { lateAfterMs, silentAfterMs } = freshnessLimits(periodMs);
  if (ageMs === undefined || ageMs > silentAfterMs) return Freshness.FRESHNESS_SILENT;
  return ageMs > lateAfterMs ? Freshness.FRESHNESS_LATE : Freshness.FRESHNESS_FRESH;
}
