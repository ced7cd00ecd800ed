import { Command } from "commander";
import { decideLetters } from "../decide-letters.ts";
import { examples } from "../examples.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly why: string;
  readonly who?: string;
  readonly json?: true;
}

/** `celadon deadletters drop`: says that letters need nothing more. */
export const deadlettersDrop = (shell: Shell): Command =>
  new Command("drop")
    .description("say that records need nothing more; their bytes stay, and they can be replayed still")
    .argument("<origins...>", "which ones, as the list says")
    .requiredOption("--why <text>", "why nothing of them is missed")
    .option("--who <name>", "who says so; you, where nothing is said")
    .option("--json", "print the answers of the interface as one array")
    .addHelpText("after", examples('deadletters drop telemetry:3:5121 --why "a test of the gateway"'))
    .action(async (origins: readonly string[], { why, who = shell.user, json }: Options) => {
      await using service = await shell.openService();
      await decideLetters(shell, service, { verb: "drop", origins, who, why, json });
    });
