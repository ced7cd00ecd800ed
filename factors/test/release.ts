import { readdirSync, readFileSync } from "node:fs";
import { columns } from "../src/columns.ts";
import type { FactorTable } from "../src/read-table.ts";
import { type FactorRelease, releaseOf } from "../src/release.ts";

const folder = new URL("../tables/", import.meta.url);

/** The tables of the repository, as a shell reads them. */
export const shippedTables = (): readonly FactorTable[] =>
  readdirSync(folder)
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), "utf8") }));

/** A good row; a test changes the cells it is about. */
const plainRow = {
  id: "grid-xx-2024",
  family: "",
  activity: "electricity/grid",
  gas: "CO2e",
  value: "0.5",
  unit: "kgCO2e",
  per_unit: "kWh",
  region: "CN",
  data_year: "2024",
  valid_from: "2024-01-01",
  valid_to: "2028-01-01",
  purposes: "pcf",
  use: "default",
  boundary: "life cycle",
  gwp_set: "AR6",
  uncertainty: "unknown",
  confidence: "seen",
  tier: "B",
  document: "A document",
  edition: "2025",
  locator: "Table 1",
  url: "",
  licence: "CC0 1.0",
  note: "",
};
export type RowText = typeof plainRow;

const quoted = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A table of rows, each a good row with some cells changed. */
export const tableOf = (name: string, ...rows: readonly Partial<RowText>[]): FactorTable => ({
  name,
  text: [
    columns.join(","),
    ...rows.map((row) => columns.map((column) => quoted({ ...plainRow, ...row }[column])).join(",")),
    "",
  ].join("\n"),
});

/** The release of tables that a test knows to be good. */
export function releaseFrom(...tables: readonly FactorTable[]): FactorRelease {
  const outcome = releaseOf(tables);
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  return outcome.value;
}
