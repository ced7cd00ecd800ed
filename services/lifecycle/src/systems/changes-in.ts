import type { Changes, EntryChange, Replacement } from "@celadon/inventory-to-footprint/systems";
import type { CompareRequest, SystemEntryChange, SystemReplacement } from "@celadon/proto";
import { refuseBad } from "./refuse-bad.ts";

const changesMost = 1_000;
const isMatrix = (text: string): text is EntryChange["matrix"] => text === "A" || text === "B" || text === "C";

/** The changes of a question. Refused: none or too many of them, a matrix that is none. */
export function changesIn({ changes, replacements }: Pick<CompareRequest, "changes" | "replacements">): Changes {
  if (changes.length + replacements.length === 0 || changes.length > changesMost)
    throw refuseBad("changes", `There are ${changes.length} changes: give 1 to ${changesMost}, or a replacement.`);
  if (replacements.length > changesMost)
    throw refuseBad("replacements", `There are ${replacements.length} replacements: give at most ${changesMost}.`);
  return { changes: changes.map(changeIn), replacements: replacements.map(replacementIn) };
}

function changeIn({ matrix, row, column, value }: SystemEntryChange, i: number): EntryChange {
  if (!isMatrix(matrix))
    throw refuseBad(`changes[${i}].matrix`, `"${matrix.slice(0, 20)}" is no matrix: write A, B or C.`);
  return { matrix, row, column, value };
}

const replacementIn = ({ product, process, by }: SystemReplacement): Replacement => ({
  product,
  ...(process === undefined ? {} : { process }),
  by: by.map(({ product: other, factor }) => (factor === undefined ? { product: other } : { product: other, factor })),
});
