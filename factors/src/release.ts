import { accept, didYouMean, type Outcome, reject } from "@celadon/quantity";
import { type Cells, type Column, columns } from "./columns.ts";
import { hashOfRows } from "./content.ts";
import { readCsv } from "./csv.ts";
import type { Factor } from "./factor.ts";
import { factorOf } from "./factor-of.ts";
import { familyFindings } from "./family-findings.ts";
import { faultText, type TableFault } from "./fault.ts";
import { rowFindings } from "./row-findings.ts";

/** One table as the shell has read it. `name` is only for the reports of faults. */
export interface FactorTable {
  readonly name: string;
  readonly text: string;
}

/** All rows, in the order of their ids, and the hash that every footprint pins. */
export interface FactorRelease {
  readonly rows: readonly Factor[];
  readonly hash: string;
}

interface Placed {
  readonly file: string;
  readonly line: number;
  readonly row: Factor;
}

function headerFaults(file: string, header: readonly string[]): readonly TableFault[] {
  const at = { file, line: 1 };
  const unknown = header.filter((name) => !columns.some((column) => column === name));
  const missing = columns.filter((column) => !header.includes(column));
  const doubled = columns.filter((column) => header.indexOf(column) !== header.lastIndexOf(column));
  return [
    ...unknown.map((name) => ({
      ...at,
      rule: `Column "${name}" is not known.${didYouMean(name, columns)}`,
      fix: "Take it out.",
    })),
    ...missing.map((column) => ({
      ...at,
      rule: `Column "${column}" is missing.`,
      fix: "Add it, with a value in every row.",
    })),
    ...doubled.map((column) => ({ ...at, rule: `Column "${column}" stands twice.`, fix: "Keep one." })),
  ];
}

function readTable({ name: file, text }: FactorTable): { rows: readonly Placed[]; faults: readonly TableFault[] } {
  const { lines, faults: broken } = readCsv(file, text);
  const [header, ...body] = lines;
  const faults: TableFault[] = [...broken];
  if (header === undefined)
    return {
      rows: [],
      faults: [...faults, { file, line: 1, rule: "The table is empty.", fix: "Give it a header and rows." }],
    };
  const wrong = headerFaults(file, header.cells);
  if (wrong.length > 0) return { rows: [], faults: [...faults, ...wrong] };
  const rows: Placed[] = [];
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
    const cells = Object.fromEntries(header.cells.map((column, at) => [column as Column, texts[at]])) as Cells;
    const findings = rowFindings(cells);
    if (findings.length === 0) rows.push({ file, line, row: factorOf(cells) });
    faults.push(...findings.map((finding) => ({ file, line, ...finding })));
  }
  return { rows, faults };
}

/** What is wrong between rows that are each right: an id given twice, a family that does not agree. */
function faultsBetween(placed: readonly Placed[]): readonly TableFault[] {
  const faults: TableFault[] = [];
  const byId = new Map<string, Placed>();
  const families = new Map<string, Factor[]>();
  for (const { file, line, row } of placed) {
    const first = byId.get(row.id);
    if (first !== undefined) {
      faults.push({
        file,
        line,
        rule: `id "${row.id}" stands at ${first.file}:${first.line} too.`,
        fix: "Ids are given once: rename one.",
      });
      continue;
    }
    byId.set(row.id, { file, line, row });
    const members = families.get(row.family) ?? [];
    const findings = members.length === 0 ? [] : familyFindings(row, members[0] as Factor, members);
    faults.push(...findings.map((finding) => ({ file, line, ...finding })));
    families.set(row.family, [...members, row]);
  }
  for (const { file, line, row } of byId.values()) {
    const clash = byId.get(row.family);
    if (clash === undefined || clash.row.family === row.family) continue;
    faults.push({
      file,
      line,
      rule: `family "${row.family}" is the id of a row of another family.`,
      fix: "Rename the family.",
    });
  }
  return faults;
}

/** Every fault of the tables at once, by file and line; none for tables that make a release. */
export function tableFaults(tables: readonly FactorTable[]): readonly TableFault[] {
  return readAll(tables).faults;
}

function readAll(tables: readonly FactorTable[]): { rows: readonly Factor[]; faults: readonly TableFault[] } {
  const ordered = [...tables].sort((a, b) => (a.name < b.name ? -1 : 1));
  const read = ordered.map(readTable);
  const placed = read.flatMap((table) => table.rows);
  const faults = [...read.flatMap((table) => table.faults), ...faultsBetween(placed)];
  return { rows: placed.map(({ row }) => row), faults };
}

/**
 * The release that the tables make: all rows and the hash over them, the same for any order of files and rows. Refused as a
 * whole when one row is wrong, with every fault in the evidence, one a line: half a release would be a silent cut-off.
 */
export function releaseOf(tables: readonly FactorTable[]): Outcome<FactorRelease, "factor-tables"> {
  const { rows, faults } = readAll(tables);
  if (faults.length > 0) return reject("factor-tables", faults.map(faultText).join("\n"));
  if (rows.length === 0)
    return reject("factor-tables", "There is no factor row. Hand over the files of factors/tables.");
  const sorted = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  return accept({ rows: sorted, hash: hashOfRows(sorted) });
}
