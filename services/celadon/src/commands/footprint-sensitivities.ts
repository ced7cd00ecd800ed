import { Command } from "commander";
import { examples } from "../examples.ts";
import { footprintId } from "../footprint-id.ts";
import { printSensitivities } from "../print-sensitivities.ts";
import { leftOutSentence, type SensitivityRow } from "../sensitivity-row.ts";
import { ask, textOf } from "../service.ts";
import type { Shell } from "../shell.ts";

/** `celadon footprint sensitivities`: the figure with each choice of the plant model made otherwise, one at a time. */
export const footprintSensitivities = (shell: Shell): Command =>
  new Command("sensitivities")
    .description("show what a footprint would be with each choice made otherwise: allocation, factor rows")
    .argument("<id>", "its id, or the beginning of it")
    .option("--json", "print the JSON array of the interface")
    .addHelpText("after", examples("footprint sensitivities 3f2a", "footprint sensitivities 3f2a --json"))
    .action(async (id: string, { json }: { readonly json?: true }) => {
      await using service = await shell.openService();
      const path = `/v1/footprints/${await footprintId(service, { id })}/sensitivities`;
      const response = await ask(service, { path });
      const more = leftOutSentence(response);
      const text = await textOf(service, response);
      const rows = JSON.parse(text) as readonly SensitivityRow[];
      if (json === true) await shell.print(`${text.trimEnd()}\n`);
      else if (rows.length > 0) await printSensitivities(shell, service, rows);
      else shell.note("The plant model makes no choice behind this footprint that could be made otherwise.\n");
      if (more !== undefined) shell.note(`${more}\n`);
    });
