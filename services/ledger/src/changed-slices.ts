import type { Cell } from "@celadon/telemetry-to-activity";
import { amountText } from "./amount-text.ts";

/** What stands in a slice that nothing reaches any more. */
const emptySlice = "0\t0\t0\t0";

/** Where slices differ from those stored (`storedSlices`): by start, what should stand there, as a row's text. */
export function changedSlices(
  cells: ReadonlyMap<number, Cell>,
  stored: ReadonlyMap<number, string> = new Map(),
): ReadonlyMap<number, string> {
  const changed = new Map<number, string>();
  for (const { startMs, pico, measuredMs, estimatedMs, marks } of cells.values()) {
    const content = `${amountText(pico)}\t${measuredMs}\t${estimatedMs}\t${marks}`;
    if (stored.get(startMs) !== content) changed.set(startMs, content);
  }
  for (const startMs of stored.keys()) if (!cells.has(startMs)) changed.set(startMs, emptySlice);
  return changed;
}
