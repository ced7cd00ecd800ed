import type { EntryChange } from "@celadon/inventory-to-footprint/systems";
import type { SystemEntryChange } from "@celadon/proto";
import { refuseBad } from "./refuse-bad.ts";

const changesMost = 1_000;
const isMatrix = (text: string): text is EntryChange["matrix"] => text === "A" || text === "B" || text === "C";

/** The changes of a question. Refused: none or too many of them, a matrix that is none. */
export function changesIn(changes: readonly SystemEntryChange[]): readonly EntryChange[] {
  if (changes.length === 0 || changes.length > changesMost)
    throw refuseBad("changes", `There are ${changes.length} changes: give 1 to ${changesMost}.`);
  return changes.map(({ matrix, row, column, value }, i) => {
    if (!isMatrix(matrix))
      throw refuseBad(`changes[${i}].matrix`, `"${matrix.slice(0, 20)}" is no matrix: write A, B or C.`);
    return { matrix, row, column, value };
  });
}
