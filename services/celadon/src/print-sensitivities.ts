import { factorValues } from "./factor-papers.ts";
import { printTable } from "./print-table.ts";
import { chosenText, type SensitivityRow, sensitivityColumns } from "./sensitivity-row.ts";
import type { Service } from "./service.ts";
import type { Shell } from "./shell.ts";

/** Prints the figure as it stands, then what it would be with each choice made otherwise and the values of the rows chosen among. */
export async function printSensitivities(
  shell: Shell,
  service: Service,
  rows: readonly SensitivityRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const chosen = chosenText(rows);
  if (chosen !== undefined) await shell.print(`${chosen}\n`);
  const ids = rows.flatMap(({ kind, chosen, instead }) => (kind === "factor" ? [chosen, instead] : []));
  await printTable(shell, sensitivityColumns(await factorValues(service, ids)), rows);
}
