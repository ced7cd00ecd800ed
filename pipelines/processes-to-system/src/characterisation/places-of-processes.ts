import type { ListFile, ListRow } from "./list-file.ts";
import type { MatrixLine } from "./matrix-lines.ts";
import { placeIn } from "./placed-flows.ts";

/** For each process the places of the flows that stand somewhere, "" where none is stated. */
export function placesOfProcesses(
  { flows, processes }: { readonly flows: ListFile; readonly processes: ListFile },
  entries: readonly MatrixLine[],
  isPlaced: (flow: ListRow) => boolean,
): readonly ReadonlySet<string>[] {
  const codes = processes.rows.map(() => new Set<string>());
  for (const { row, col } of entries) {
    const [flow, process] = [flows.rows[row] as ListRow, processes.rows[col] as ListRow]; // the folder is sound
    if (isPlaced(flow)) codes[col]?.add(placeIn(flow, process));
  }
  return codes;
}
