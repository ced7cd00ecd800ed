import { Command } from "commander";
import { decideStation } from "../decide-station.ts";
import { examples } from "../examples.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly factory: string;
  readonly as: string;
  readonly why: string;
  readonly who?: string;
  readonly json?: true;
}

/** `celadon stations adopt`: says whose a station is; what waited of it is delivered. */
export const stationsAdopt = (shell: Shell): Command =>
  new Command("adopt")
    .description("say whose a station is: what waited of it is taken, and from then on it is answered")
    .argument("<mn>", "its number, as the list says")
    .requiredOption("--factory <name>", "the factory whose readings it sends")
    .requiredOption("--as <name>", "its name, with which the names of its channels begin")
    .requiredOption("--why <text>", "how one knows")
    .option("--who <name>", "who says so; you, where nothing is said")
    .option("--json", "print the station as the interface gives it")
    .addHelpText(
      "after",
      examples(
        'stations adopt 010000A8900016F000169DC0 --factory green-mill --as outfall --why "its number stands on the cabinet"',
      ),
    )
    .action(async (mn: string, { factory, as: name, why, who = shell.user, json }: Options) => {
      await using service = await shell.openService();
      await decideStation(shell, service, { mn, verb: "adopt", said: { factory, name, who, why }, json });
    });
