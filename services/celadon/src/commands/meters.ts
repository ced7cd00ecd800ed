import { Command } from "commander";
import { examples } from "../examples.ts";
import { type MeterRow, meterColumns, meterWarning } from "../meter-row.ts";
import { printList } from "../print-list.ts";
import { refuseUnknownPlant } from "../refuse-unknown-plant.ts";
import type { Shell } from "../shell.ts";
import { metersCheck } from "./meters-check.ts";
import { metersRefused } from "./meters-refused.ts";

interface Options {
  readonly factory?: string;
  readonly channel?: string;
  readonly days: string;
  readonly json?: true;
}

/** `celadon meters`: how each channel fares. */
export const meters = (shell: Shell): Command =>
  new Command("meters")
    .description("how each channel fares: last heard of, what became of its readings, how much of each day is known")
    .option("--factory <name>", "of this factory only")
    .option("--channel <name>", "of this channel only")
    .option("--days <number>", "so many days, today among them", "7")
    .option("--json", "print the JSON array of the interface")
    .addHelpText(
      "after",
      `
A channel is fresh until the age of its newest reading is twice its period (at least 5 min), then late until it is four times the
period (at least 15 min), then silent. TOOK is from the end of what the reading tells of until it was received: below zero the clock
of the meter is ahead. ACCEPTED and QUARANTINED count readings whose time lies in the days asked for. A dash is not known.
${examples("meters", "meters --factory green-mill --days 30", "meters --json", "meters check meters.yaml", "meters refused hj212:10.20.0.7")}`,
    )
    .addCommand(metersCheck(shell))
    .addCommand(metersRefused(shell))
    .action(async ({ factory, channel, days, json }: Options) => {
      await using service = await shell.openService();
      await printList<MeterRow>(shell, service, {
        question: { path: "/v1/meters", query: { factory, channel, days } },
        columns: meterColumns(days),
        below: meterWarning,
        json,
        none: async () => {
          await refuseUnknownPlant(service, factory);
          return "No channel is known: put a plant file into force (celadon plant apply FILE), or bring readings in.";
        },
      });
    });
