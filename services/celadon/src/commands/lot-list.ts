import { Command } from "commander";
import { examples } from "../examples.ts";
import { lotColumns, lotFindings, lotsWithFootprints } from "../lot-row.ts";
import { printTable } from "../print-table.ts";
import type { Shell } from "../shell.ts";
import { instantsOf } from "../time-argument.ts";

interface Options {
  readonly factory?: string;
  readonly product?: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: true;
}

/** `celadon lot list`: the lots that hold, each with its footprint. */
export const lotList = (shell: Shell): Command =>
  new Command("list")
    .description(
      "list lots, each with its footprint, the metered amount beside the declared one, and what is to be looked at",
    )
    .option("--factory <name>", "of this factory only")
    .option("--product <name>", "of this product only")
    .option("--from <time>", "that end after this day or time")
    .option("--to <time>", "that begin before this day or time")
    .option("--json", "print a JSON array: each lot of the interface with its footprint")
    .addHelpText("after", examples("lot list --factory riverside-tannery --from 2026-07-01 --to 2026-08-01"))
    .action(async ({ factory, product, from, to, json }: Options) => {
      await using service = await shell.openService();
      const times = await instantsOf(service, { factory, times: { "--from": from, "--to": to } });
      const lots = await lotsWithFootprints(service, { factory, product, from: times["--from"], to: times["--to"] });
      if (json === true) return shell.print(`${JSON.stringify(lots)}\n`);
      const found = (lot: (typeof lots)[number]): string | undefined => lotFindings(lot).join("; ") || undefined;
      if ((await printTable(shell, lotColumns, lots, found)) === 0)
        shell.note("No lot is declared: celadon lot declare NAME, or celadon lot import FILE.\n");
    });
