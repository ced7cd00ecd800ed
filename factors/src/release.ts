import { accept, type Outcome, reject } from "@celadon/quantity";
import { hashOfRows } from "./content.ts";
import type { Factor } from "./factor.ts";
import { faultText, type TableFault } from "./fault.ts";
import { faultsBetween } from "./faults-between.ts";
import { type FactorTable, readTable } from "./read-table.ts";

/** All rows, in the order of their ids, and the hash that every footprint pins. */
export interface FactorRelease {
  readonly rows: readonly Factor[];
  readonly hash: string;
}

function readAll(tables: readonly FactorTable[]): { rows: readonly Factor[]; faults: readonly TableFault[] } {
  const ordered = [...tables].sort((a, b) => (a.name < b.name ? -1 : 1));
  const read = ordered.map(readTable);
  const placed = read.flatMap((table) => table.rows);
  const faults = [...read.flatMap((table) => table.faults), ...faultsBetween(placed)];
  const sorted = faults.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  return { rows: placed.map(({ row }) => row), faults: sorted };
}

/** Every fault of the tables at once, by file and line; none for tables that make a release. */
export const tableFaults = (tables: readonly FactorTable[]): readonly TableFault[] => readAll(tables).faults;

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
