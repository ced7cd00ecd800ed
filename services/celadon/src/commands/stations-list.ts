import { Command } from "commander";
import { examples } from "../examples.ts";
import { printList } from "../print-list.ts";
import type { Shell } from "../shell.ts";
import { type StationRow, stationColumns, stationTodo } from "../station-row.ts";

/** `celadon stations list`: who is known, and who waits to be adopted. */
export const stationsList = (shell: Shell): Command =>
  new Command("list")
    .description(
      "list the stations of the meters file, those that were adopted or ignored, and those that wait, unanswered",
    )
    .option("--json", "print the JSON array of the interface")
    .addHelpText("after", examples("stations list", "stations list --json"))
    .action(async ({ json }: { readonly json?: true }) => {
      await using service = await shell.openService();
      await printList<StationRow>(shell, service, {
        question: { path: "/v1/stations" },
        columns: stationColumns,
        below: stationTodo,
        json,
        none: "No station is known and none waits: name them in the file of CELADON_METERS, or let one connect.",
      });
    });
