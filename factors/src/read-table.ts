import { didYouMean } from "@celadon/quantity";
import { type Cells, type Column, columns } from "./columns.ts";
import { readCsv } from "./csv.ts";
import type { Factor } from "./factor.ts";
import { factorOf } from "./factor-of.ts";
import type { Finding, TableFault } from "./fault.ts";
import { rowFindings } from "./row-findings.ts";

/** One table as the shell has read it. `name` is only for the reports of faults. */
export interface FactorTable {
  readonly name: string;
  readonly text: string;
}

/** A row and where it stands. */
export interface PlacedRow {
  readonly file: string;
  readonly line: number;
  readonly row: Factor;
}

function headerFindings(header: readonly string[]): readonly Finding[] {
  const unknown = header.filter((name) => !columns.some((column) => column === name));
  const missing = columns.filter((column) => !header.includes(column));
  const doubled = columns.filter((column) => header.indexOf(column) !== header.lastIndexOf(column));
  const near = (name: string): string => didYouMean(name, columns);
  return [
    ...unknown.map((name) => ({ rule: `Column "${name}" is not known.${near(name)}`, fix: "Take it out." })),
    ...missing.map((name) => ({ rule: `Column "${name}" is missing.`, fix: "Add it, with a value in every row." })),
    ...doubled.map((name) => ({ rule: `Column "${name}" stands twice.`, fix: "Keep one." })),
  ];
}

/** The good rows of one table and the faults of the others. A wrong header is the only fault of its table: no cell has a name. */
export function readTable(table: FactorTable): { rows: readonly PlacedRow[]; faults: readonly TableFault[] } {
  const { name: file } = table;
  const { lines, faults: broken } = readCsv(file, table.text);
  const [header, ...body] = lines;
  if (header === undefined) {
    return {
      rows: [],
      faults: [...broken, { file, line: 1, rule: "The table is empty.", fix: "Give it a header and rows." }],
    };
  }
  const wrong = headerFindings(header.cells);
  if (wrong.length > 0)
    return { rows: [], faults: [...broken, ...wrong.map((finding) => ({ file, line: 1, ...finding }))] };
  const rows: PlacedRow[] = [];
  const faults: TableFault[] = [...broken];
  for (const { line, cells: texts } of body) {
    if (texts.length !== header.cells.length) {
      const rule = `The line has ${texts.length} cells, the header ${header.cells.length}.`;
      faults.push({
        file,
        line,
        rule,
        fix: "Quote cells that hold a comma; leave unknown cells empty between commas.",
      });
      continue;
    }
    // The header is one of each column, and the line has as many cells: every column has its text.
    const cells = Object.fromEntries(header.cells.map((column, at) => [column as Column, texts[at]])) as Cells;
    const findings = rowFindings(cells);
    if (findings.length === 0) rows.push({ file, line, row: factorOf(cells) });
    faults.push(...findings.map((finding) => ({ file, line, ...finding })));
  }
  return { rows, faults };
}
