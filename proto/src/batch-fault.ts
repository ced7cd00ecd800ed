import type { ReadingBatch } from "../gen/celadon/telemetry/v1/telemetry.ts";
import { columnBytes, columnNames } from "./reading-columns.ts";
import { readingLimits } from "./reading-limits.ts";

/**
 * Why a decoded batch cannot be read at all, as a sentence; undefined when it can. Looks at its shape only, so the cost does
 * not grow with the rows: a row that is no reading is found by `faultAt` of the reader, and the other rows go on.
 */
export function batchFault(batch: ReadingBatch): string | undefined {
  const { factory, channels, count } = batch;
  if (factory === "") return `A batch of ${count} readings names no factory: set "factory".`;
  if (count > readingLimits.rowsPerBatch) {
    return `A batch of factory "${factory}" has ${count} readings: send at most ${readingLimits.rowsPerBatch} at once.`;
  }
  for (const name of columnNames) {
    const bytes = batch[name].length;
    if (bytes !== count * columnBytes[name]) {
      return `Column "${name}" of a batch of factory "${factory}" has ${bytes} bytes where ${count} readings take ${count * columnBytes[name]}.`;
    }
  }
  const seen = new Set<string>();
  for (const name of channels) {
    if (seen.has(name))
      return `Channel "${name}" stands twice in a batch of factory "${factory}": name each channel once.`;
    seen.add(name);
  }
  return undefined;
}
