import type { Cell } from "@celadon/telemetry-to-activity";
import { sliceContent } from "./slice-row.ts";

/** What stands in a slice that nothing reaches any more. */
const emptySlice = "0\t0\t0\t0";

/** Where slices differ from those stored (`storedSlices`): by start, what should stand there, as a row's text. */
export function changedSlices(
  cells: ReadonlyMap<number, Cell>,
  stored: ReadonlyMap<number, string> = new Map(),
): ReadonlyMap<number, string> {
  const changed = new Map<number, string>();
  for (const cell of cells.values()) {
    const content = sliceContent(cell);
    if (stored.get(cell.startMs) !== content) changed.set(cell.startMs, content);
  }
  for (const startMs of stored.keys()) if (!cells.has(startMs)) changed.set(startMs, emptySlice);
  return changed;
}
