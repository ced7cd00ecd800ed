import { instantText } from "@celadon/quantity";
import type { SentReading } from "@celadon/simulator";

/** Readings as CSV of our own columns, header first: what is kept is left out, what is doubled stands twice. */
export function csvLines(factory: string, readings: readonly SentReading[]): string {
  const lines = readings.flatMap(({ channel, atMs, value, isBackfill, isDoubled, isKept }) => {
    const line = `${factory},${channel},${instantText(atMs)},${value},${isBackfill ? "true" : ""}\n`;
    if (isKept) return [];
    return isDoubled ? [line, line] : [line];
  });
  return `factory,channel,at,value,backfill\n${lines.join("")}`;
}
