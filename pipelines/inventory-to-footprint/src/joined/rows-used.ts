import type { Factor } from "@celadon/factors";
import type { FactorUse, Line } from "@celadon/proto";
import { type LcaRefusal, refuseLca } from "../linear/lca-refusal.ts";
import { massPerUnit } from "./factor-column.ts";
import { type RowLookUp, type RowSpread, rowSpread } from "./row-spread.ts";

/** A factor row that a plant uses, with its papers and its spread. */
export interface RowUsed {
  readonly used: FactorUse;
  readonly spread: RowSpread;
  readonly region: string | undefined;
}

/** The rows of lines, by id. */
export function rowsUsed(lines: readonly Line[], rowOf: RowLookUp): ReadonlyMap<string, RowUsed> {
  const rows = new Map<string, RowUsed>();
  for (const used of lines.flatMap(({ factors }) => factors))
    if (!rows.has(used.id)) rows.set(used.id, rowUsed(used, rowOf(used.id)));
  return rows;
}

const rowUsed = (used: FactorUse, row: Factor | undefined): RowUsed => ({
  used,
  spread: rowSpread(used, massPerUnit(used), row),
  region: row?.region,
});

/** A row of a release that the inventory does not have. */
export const namedRow = (row: Factor): RowUsed => rowUsed(usedRow(row), row);

/** A row of the release as an inventory would use it. */
const usedRow = (row: Factor): FactorUse => ({
  id: row.id,
  gas: row.gas,
  value: row.value.toFixed(),
  unit: row.unit,
  perUnit: row.perUnit,
  document: row.source.document,
  edition: row.source.edition,
  locator: row.source.locator,
  confidence: row.confidence,
  marks: [],
  gwpSet: row.gwpSet ?? "",
});

/** An id stands for one row: its column could not have two values. */
export function rowsWithTwoValues(lines: readonly Line[]): LcaRefusal | undefined {
  const contents = new Map<string, string>();
  for (const { id, gas, value, unit, perUnit, gwpSet } of lines.flatMap(({ factors }) => factors)) {
    const content = `${value} ${unit} of ${gas} per ${perUnit}${gwpSet === "" ? "" : ` by ${gwpSet}`}`;
    const other = contents.get(id);
    if (other !== undefined && other !== content)
      return refuseLca(
        "contradictory-inventory",
        `Factor row "${id}" stands in the inventory as ${other} and as ${content}. One id is one row: draw the inventory up from one factor release.`,
        [id],
      );
    contents.set(id, content);
  }
  return undefined;
}
