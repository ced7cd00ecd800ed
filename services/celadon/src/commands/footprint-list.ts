import { Command, Option } from "commander";
import { examples } from "../examples.ts";
import { type FootprintRow, footprintColumns, whyIncomplete } from "../footprint-row.ts";
import { printList } from "../print-list.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly factory?: string;
  readonly product?: string;
  readonly status?: string;
  readonly all?: true;
  readonly json?: true;
}

/** `celadon footprint list`: the footprint of every product and period that stands now. */
export const footprintList = (shell: Shell): Command =>
  new Command("list")
    .description("list footprints; they are made by themselves as readings arrive")
    .option("--factory <name>", "of this factory only")
    .option("--product <name>", "of this product only")
    .addOption(new Option("--status <status>", "with this status only").choices(["complete", "incomplete", "running"]))
    .option("--all", "superseded ones too")
    .option("--json", "print the JSON array of the interface")
    .addHelpText("after", examples("footprint list", "footprint list --status complete --json"))
    .action(async ({ all, json, ...wanted }: Options) => {
      await using service = await shell.openService();
      const question = { path: "/v1/footprints", query: { ...wanted, all: all === true ? "true" : undefined } };
      const yet = "No footprint yet: apply a plant model and bring in readings, celadon ingest FILE --plant FILE";
      const none = wanted.status === undefined ? yet : `No footprint has the status "${wanted.status}".`;
      await printList<FootprintRow>(shell, service, {
        question,
        columns: footprintColumns,
        below: whyIncomplete,
        json,
        none,
      });
    });
