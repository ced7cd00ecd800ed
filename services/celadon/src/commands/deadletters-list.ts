import { Command, Option } from "commander";
import { type DeadLetterRow, deadLetterColumns } from "../dead-letter-row.ts";
import { examples } from "../examples.ts";
import { printList } from "../print-list.ts";
import { refuseUnknownPlant } from "../refuse-unknown-plant.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly state?: string;
  readonly reason?: string;
  readonly factory?: string;
  readonly json?: true;
}

/** `celadon deadletters list`: what could not be taken, and what became of it. */
export const deadlettersList = (shell: Shell): Command =>
  new Command("list")
    .description("list the records that could not be taken, why, and what was decided")
    .addOption(new Option("--state <state>", "of this state only").choices(["open", "replayed", "dropped"]))
    .option("--reason <word>", "for this reason only, for example undecodable, unknown-schema, rejected")
    .option("--factory <name>", "of this factory only")
    .option("--json", "print the JSON array of the interface")
    .addHelpText("after", examples("deadletters list --state open", "deadletters list --factory green-mill --json"))
    .action(async ({ json, ...query }: Options) => {
      await using service = await shell.openService();
      const question = { path: "/v1/dead-letters", query };
      const none = async () => {
        await refuseUnknownPlant(service, query.factory);
        return "No dead letters: every record could be taken.";
      };
      await printList<DeadLetterRow>(shell, service, { question, columns: deadLetterColumns, json, none });
    });
