import type { Matrix } from "../solver/matrix.ts";
import type { UncertainEntry } from "./uncertain-entry.ts";

/** The matrix with a place for each entry that is drawn: one that nets to 0 in the static run is not 0 in the others. */
export function withDrawnPlaces(
  matrix: Matrix,
  lists: readonly (readonly Pick<UncertainEntry, "matrix" | "place">[])[],
): Matrix {
  const values = matrix.values.slice();
  for (const entries of lists)
    for (const { matrix: where, place } of entries)
      if (where === "technosphere" && values[place] === 0) values[place] = Number.MIN_VALUE;
  return { ...matrix, values };
}
