import type { CsvRow } from "./csv-rows.ts";

/**
 * What a row of a CSV says that no column holds: a quotation mark that nothing closes, which would swallow the rows behind it, or more cells
 * than the first line names, as a comma outside of quotation marks makes them. Undefined where there is none.
 */
export function rowFault({ cells, isOpen }: CsvRow, columns: number): string | undefined {
  if (isOpen === true)
    return "A quotation mark opens a cell that nothing closes, so that all that follows is in it. Close it.";
  const beyond = cells.slice(columns).find((cell) => cell.trim() !== "");
  return beyond === undefined
    ? undefined
    : `"${beyond.slice(0, 40)}" stands beyond the ${columns} columns that the first line names. Quote a cell that holds a comma.`;
}
