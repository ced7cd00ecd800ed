import { Command } from "commander";
import { examples } from "../examples.ts";
import { type FootprintRow, footprintColumns, whyIncomplete } from "../footprint-row.ts";
import { printList } from "../print-list.ts";
import type { Shell } from "../shell.ts";
import { instantsOf } from "../time-argument.ts";

interface Options {
  readonly factory: string;
  readonly product?: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: true;
}

/** `celadon footprint compute`: works footprints out now. Asking twice changes nothing. */
export const footprintCompute = (shell: Shell): Command =>
  new Command("compute")
    .description("work footprints out now, for the plant's own periods or one of yours")
    .requiredOption("--factory <name>", "the factory")
    .option("--product <name>", "of this product only")
    .option("--from <time>", "from this day or time on")
    .option("--to <time>", "before this day or time")
    .option("--json", "print the JSON array of the interface")
    .addHelpText("after", examples("footprint compute --factory gwangyang-steel --from 2018-01-01 --to 2019-01-01"))
    .action(async ({ factory, product, from, to, json }: Options) => {
      await using service = await shell.openService();
      const times = await instantsOf(service, { factory, times: { "--from": from, "--to": to } });
      const question = {
        method: "POST",
        path: "/v1/footprints/compute",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ factory, product, from: times["--from"], to: times["--to"] }),
      } as const;
      const none = `Nothing to work out: plant "${factory}" has no product with readings in that time.`;
      await printList<FootprintRow>(shell, service, {
        question,
        columns: footprintColumns,
        below: whyIncomplete,
        json,
        none,
      });
    });
