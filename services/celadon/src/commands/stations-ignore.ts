import { Command } from "commander";
import { decideStation } from "../decide-station.ts";
import { examples } from "../examples.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly why: string;
  readonly who?: string;
  readonly json?: true;
}

/** `celadon stations ignore`: says that a station does not matter; what waited of it is forgotten. */
export const stationsIgnore = (shell: Shell): Command =>
  new Command("ignore")
    .description("say that a station does not matter: what waited of it is forgotten, and it stays unanswered")
    .argument("<mn>", "its number, as the list says")
    .requiredOption("--why <text>", "why nothing of it is missed")
    .option("--who <name>", "who says so; you, where nothing is said")
    .option("--json", "print the station as the interface gives it")
    .addHelpText("after", examples('stations ignore 010000A8900016F000169DC0 --why "the neighbour\'s"'))
    .action(async (mn: string, { why, who = shell.user, json }: Options) => {
      await using service = await shell.openService();
      await decideStation(shell, service, { mn, verb: "ignore", said: { who, why }, json });
    });
