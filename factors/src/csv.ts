import type { TableFault } from "./fault.ts";

/** One line of a CSV file: its number (from 1) and the text of its cells. */
export interface CsvLine {
  readonly line: number;
  readonly cells: readonly string[];
}

const cell = /"((?:[^"]|"")*)"|([^",]*)/y;

/** The cells of one line, or undefined when a quote is out of place. */
function cellsOf(text: string): readonly string[] | undefined {
  const cells: string[] = [];
  for (let at = 0; ; at++) {
    cell.lastIndex = at;
    const match = cell.exec(text);
    if (match === null) return undefined;
    cells.push(match[1]?.replaceAll('""', '"') ?? (match[2] as string));
    at = cell.lastIndex;
    if (at === text.length) return cells;
    if (text[at] !== ",") return undefined;
  }
}

/**
 * Strict CSV (RFC 4180 without line breaks inside a cell, so that a line is a row): commas, double quotes doubled inside quotes,
 * LF or CRLF, an optional byte-order mark, no blank lines but the end. Every faulty line is reported; the others are read.
 */
export function readCsv(file: string, text: string): { lines: readonly CsvLine[]; faults: readonly TableFault[] } {
  const lines: CsvLine[] = [];
  const faults: TableFault[] = [];
  const texts = text.replace(/^\uFEFF/, "").split("\n");
  if (texts.at(-1) === "") texts.pop();
  for (const [index, raw] of texts.entries()) {
    const line = index + 1;
    const row = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    const cells = row === "" ? undefined : cellsOf(row);
    if (cells !== undefined) lines.push({ line, cells });
    else if (row === "") faults.push({ file, line, rule: "A line is blank.", fix: "Delete it." });
    else {
      const fix =
        'Put the whole cell in double quotes and double the quotes inside: "the ""red"" one". A cell is one line.';
      faults.push({ file, line, rule: "A double quote is out of place.", fix });
    }
  }
  return { lines, faults };
}
