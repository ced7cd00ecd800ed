import { Command, Option } from "commander";
import { examples } from "../examples.ts";
import { type FootprintRow, footprintColumns, whyIncomplete } from "../footprint-row.ts";
import { printList } from "../print-list.ts";
import type { Column } from "../print-table.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly factory?: string;
  readonly product?: string;
  readonly status?: string;
  readonly all?: true;
  readonly lots?: true;
  readonly json?: true;
}

const flag = (isSet: true | undefined): string | undefined => (isSet === true ? "true" : undefined);

const lotColumn: Column<FootprintRow> = { head: "LOT", of: ({ lot }) => lot?.name ?? "" };

/** `celadon footprint list`: the footprint of every product and period that stands now. */
export const footprintList = (shell: Shell): Command =>
  new Command("list")
    .description("list footprints; they are made by themselves as readings arrive")
    .option("--factory <name>", "of this factory only")
    .option("--product <name>", "of this product only")
    .addOption(new Option("--status <status>", "with this status only").choices(["complete", "incomplete", "running"]))
    .option("--all", "superseded ones too")
    .option("--lots", "those of lots instead of those of periods")
    .option("--json", "print the JSON array of the interface")
    .addHelpText(
      "after",
      examples("footprint list", "footprint list --status complete --json", "footprint list --lots"),
    )
    .action(async ({ all, lots, json, ...wanted }: Options) => {
      await using service = await shell.openService();
      const question = { path: "/v1/footprints", query: { ...wanted, all: flag(all), lots: flag(lots) } };
      const yet =
        lots === true
          ? "No footprint of a lot yet: celadon lot declare NAME, or celadon lot import FILE."
          : "No footprint yet: apply a plant model and bring in readings, celadon ingest FILE --plant FILE";
      const none = wanted.status === undefined ? yet : `No footprint has the status "${wanted.status}".`;
      await printList<FootprintRow>(shell, service, {
        question,
        columns: lots === true ? [lotColumn, ...footprintColumns] : footprintColumns,
        below: whyIncomplete,
        json,
        none,
      });
    });
