import type { ListFile } from "./list-file.ts";
import type { MatrixLine } from "./matrix-lines.ts";
import { isUnknown, type PlacedRow } from "./placed-flows.ts";

/** The flows, and the processes that exchange them, that are unknown by one method. An entry of 0 exchanges nothing. */
export function unknownBy(
  method: number,
  {
    rows,
    entries,
    processes,
  }: { readonly rows: readonly PlacedRow[]; readonly entries: readonly MatrixLine[]; readonly processes: ListFile },
): { readonly unknownFlows: readonly string[]; readonly unknownProcesses: readonly string[] } {
  const isLost = rows.map(({ said }) => isUnknown(said[method]));
  const users = new Set(entries.flatMap(({ row, col, value }) => (isLost[row] && Number(value) !== 0 ? [col] : [])));
  return {
    unknownFlows: rows.flatMap(({ id }, row) => (isLost[row] ? [id] : [])),
    unknownProcesses: processes.rows.flatMap(({ cell }, col) => (users.has(col) ? [cell("id")] : [])),
  };
}
