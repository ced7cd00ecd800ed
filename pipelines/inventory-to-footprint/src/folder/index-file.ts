import { type LcaAnswer, refuseLca } from "../linear/lca-refusal.ts";
import type { Named } from "../linear/linear-system.ts";
import { csvRows } from "./csv-rows.ts";
import { howToSave } from "./how-to-save.ts";
import { processColumns } from "./process-columns.ts";
import { rowFault } from "./row-fault.ts";
import { unknownForIn } from "./unknown-for.ts";

const wanted = ["index", "id", "name", "unit"] as const;
/** What a list may state beside; an empty cell states nothing. */
const further = ["location", "stage", "scope", "gas", "compartment"] as const;

/**
 * Reads the names of a matrix's rows or columns: a CSV (RFC 4180) with at least the columns `index,id,name,unit`, index from 0 without
 * a gap, in any order of lines. Of other columns these are read: those of processes (`processColumns`), `unknown_for` of flows, and by what results
 * are broken down: `location`, `stage` and `scope` of processes, `gas` and `compartment` of flows. Given sorted by id. Refused, with the line: a missing
 * column, an index twice or left out, an empty id or one that stands twice, a cell that is none of its column or beyond them.
 */
export function readIndexFile(file: string, text: string): LcaAnswer<readonly Named[]> {
  const bad = (line: number, what: string) => refuseLca("bad-file", `${file}, line ${line}: ${what}`);
  const [header, ...lines] = csvRows(text);
  if (header === undefined) return bad(1, "The file is empty; its first line names the columns: index,id,name,unit.");
  const at = new Map(header.cells.map((name, i) => [name.trim(), i]));
  const missing = wanted.filter((name) => !at.has(name));
  if (missing.length > 0)
    return bad(
      1,
      `Column ${missing.join(", ")} is missing; the first line names index,id,name,unit.${howToSave(header.cells)}`,
    );
  const stated = further.filter((name) => at.has(name));
  const named: (Named | undefined)[] = [];
  const ids = new Map<string, number>();
  for (const row of lines) {
    const { cells, line } = row;
    const fault = rowFault(row, header.cells.length);
    if (fault !== undefined) return bad(line, fault);
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
    const more = columnsOf(file, (name) => cells[at.get(name) ?? -1]?.trim());
    if (typeof more === "string") return bad(line, more);
    const beside: Partial<Record<(typeof further)[number], string>> = {};
    for (const name of stated) {
      const text = cells[at.get(name) as number]?.trim();
      if (text !== undefined && text !== "") beside[name] = text;
    }
    named[index] = { id, name: cell("name"), unit: cell("unit"), index, ...more, ...beside };
  }
  const all = named as readonly Named[]; // as many as lines, none twice: all are there
  return { kind: "accept", value: all.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** What the list of one kind says beside what every list may say. */
function columnsOf(file: string, cell: (name: string) => string | undefined) {
  if (file === "processes.csv") return processColumns(cell);
  return file === "flows.csv" ? unknownForIn(cell("unknown_for")) : {};
}
