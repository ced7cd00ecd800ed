import type { SentReading } from "@celadon/simulator";

/** Readings that one message may hold: of one instant, and marked alike. In the order of the first of each. */
export function grouped(
  readings: readonly SentReading[],
  more: (reading: SentReading) => string = () => "",
): readonly (readonly SentReading[])[] {
  const groups = new Map<string, SentReading[]>();
  for (const reading of readings) {
    const { atMs, isBackfill, isDoubled } = reading;
    const key = `${more(reading)} ${atMs} ${isBackfill} ${isDoubled}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [reading]);
    else group.push(reading);
  }
  return [...groups.values()];
}
