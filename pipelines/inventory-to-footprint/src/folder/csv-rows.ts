/** A row of a CSV, and the line it begins in, from 1. */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Cells of a CSV, quoted ones unquoted; the line each row begins in, from 1. A byte-order mark and empty lines are left out. */
export function csvRows(text: string): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  let line = 1;
  let begun = 1;
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  const endRow = (): void => {
    cells.push(cell);
    if (cells.length > 1 || cell !== "") rows.push({ cells, line: begun });
    cells = [];
    cell = "";
  };
  for (let k = text.startsWith("\uFEFF") ? 1 : 0; k < text.length; k++) {
    const char = text[k] as string;
    if (char === "\n") line += 1;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text[k + 1] === '"') {
        cell += '"';
        k += 1;
      } else isQuoted = false;
    } else if (char === '"' && cell === "") isQuoted = true;
    else if (char === ",") {
      cells.push(cell);
      cell = "";
    } else if (char === "\n") {
      endRow();
      begun = line;
    } else if (char !== "\r") cell += char;
  }
  endRow();
  return rows;
}
