import { type Cancelled, goOnUnless, never } from "../solver/cancelled.ts";

/** Rows between two questions whether to go on. */
const batch = 256;

/** A row of a CSV, and the line it begins in, from 1. */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
  /** A quotation mark opens a cell that nothing closes: all that follows in the file is in it. */
  readonly isOpen?: true;
}

/**
 * Cells of a CSV, quoted ones unquoted; the line each row begins in, from 1. A byte-order mark and empty lines are left out. Lines without
 * a quotation mark are cut at their commas, the others read character by character. `cancelled` is asked now and then.
 */
export function csvRows(text: string, cancelled: Cancelled = never): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  const keep = (row: CsvRow): void => {
    if (rows.length % batch === 0) goOnUnless(cancelled);
    if (row.cells.length > 1 || row.cells[0] !== "") rows.push(row);
  };
  let line = 1;
  let quote = text.indexOf('"');
  for (let from = text.startsWith("\uFEFF") ? 1 : 0; from <= text.length; line++) {
    const next = text.indexOf("\n", from);
    const end = next === -1 ? text.length : next;
    if (quote !== -1 && quote < from) quote = text.indexOf('"', from);
    if (quote !== -1 && quote < end) {
      const row = quotedRow(text, from);
      keep({ cells: row.cells, line, ...(row.isOpen ? { isOpen: true } : {}) });
      line += row.lineEnds;
      from = row.end + 1;
    } else {
      keep({ cells: text.slice(from, end).replaceAll("\r", "").split(","), line });
      from = end + 1;
    }
  }
  return rows;
}

/** The row that begins at `from`, where it ends, and how many line ends stand within its quotation marks. */
function quotedRow(
  text: string,
  from: number,
): {
  readonly cells: readonly string[];
  readonly end: number;
  readonly lineEnds: number;
  readonly isOpen: boolean;
} {
  const cells: string[] = [];
  let cell = "";
  let lineEnds = 0;
  let isQuoted = false;
  let k = from;
  for (; k < text.length; k++) {
    const char = text[k] as string;
    if (isQuoted) {
      if (char === "\n") lineEnds += 1;
      if (char !== '"') cell += char;
      else if (text[k + 1] === '"') {
        cell += '"';
        k += 1;
      } else isQuoted = false;
    } else if (char === '"' && cell === "") isQuoted = true;
    else if (char === ",") {
      cells.push(cell);
      cell = "";
    } else if (char === "\n") break;
    else if (char !== "\r") cell += char;
  }
  return { cells: [...cells, cell], end: k, lineEnds, isOpen: isQuoted };
}
