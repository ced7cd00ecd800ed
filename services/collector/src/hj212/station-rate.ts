/** How long a station's next frame has to wait, in milliseconds; 0 where it need not. It is counted as sent. */
export type StationRate = (mn: string) => number;

/** Stations that are remembered: more than any collector has; then all begin anew. */
const stationsMax = 100_000;

/** At most `perSecond` frames a second of one station in the long run, and ten seconds' worth at once. */
export function stationRate(perSecond: number, now: () => number): StationRate {
  const spentUntil = new Map<string, number>();
  const eachMs = 1_000 / perSecond;
  const burstMs = 10_000;
  return (mn) => {
    if (spentUntil.size >= stationsMax) spentUntil.clear();
    const from = Math.max(spentUntil.get(mn) ?? now(), now());
    spentUntil.set(mn, from + eachMs);
    return Math.max(0, from - now() - burstMs);
  };
}
