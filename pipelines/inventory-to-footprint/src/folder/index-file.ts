import { type LcaAnswer, refuseLca } from "../linear/lca-refusal.ts";
import type { Named } from "../linear/linear-system.ts";

const wanted = ["index", "id", "name", "unit"] as const;

/**
 * Reads the names of a matrix's rows or columns: a CSV (RFC 4180) with at least the columns `index,id,name,unit`, index from 0 without
 * a gap, in any order of lines; other columns are left alone. Refused, with the line: a missing column, an index twice or left
 * out, an empty id or one that stands twice.
 */
export function readIndexFile(file: string, text: string): LcaAnswer<readonly Named[]> {
  const bad = (line: number, what: string) => refuseLca("bad-file", `${file}, line ${line}: ${what}`);
  const [header, ...lines] = csvRows(text);
  if (header === undefined) return bad(1, "The file is empty; its first line names the columns: index,id,name,unit.");
  const at = new Map(header.cells.map((name, i) => [name.trim(), i]));
  const missing = wanted.filter((name) => !at.has(name));
  if (missing.length > 0)
    return bad(1, `Column ${missing.join(", ")} is missing; the first line names index,id,name,unit.`);
  const named: (Named | undefined)[] = [];
  const ids = new Map<string, number>();
  for (const { cells, line } of lines) {
    const cell = (name: (typeof wanted)[number]): string => cells[at.get(name) as number] ?? "";
    const index = Number(cell("index"));
    if (!/^\d+$/.test(cell("index").trim()) || index >= lines.length)
      return bad(line, `"${cell("index")}" is no index from 0 to ${lines.length - 1}, of ${lines.length} lines.`);
    if (named[index] !== undefined) return bad(line, `Index ${index} stands twice.`);
    const id = cell("id");
    if (id === "") return bad(line, "The id is empty; results are told by it.");
    const other = ids.get(id);
    if (other !== undefined) return bad(line, `Id "${id}" stands in line ${other} already; an id names one.`);
    ids.set(id, line);
    named[index] = { id, name: cell("name"), unit: cell("unit") };
  }
  return { kind: "accept", value: named as readonly Named[] }; // as many as lines, none twice: all are there
}

interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Cells of a CSV, quoted ones unquoted; the line each row begins in, from 1. A byte-order mark and empty lines are left out. */
function csvRows(text: string): readonly CsvRow[] {
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
