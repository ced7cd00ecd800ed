import { Command } from "commander";
import { arrayElements } from "../array-elements.ts";
import type { DeadLetterRow } from "../dead-letter-row.ts";
import { decideLetters } from "../decide-letters.ts";
import { wrongUsage } from "../ending.ts";
import { examples } from "../examples.ts";
import { ask, brokenOff, type Service } from "../service.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly all?: true;
  readonly reason?: string | undefined;
  readonly factory?: string | undefined;
  readonly why: string;
  readonly who?: string;
  readonly json?: true;
}

/** `celadon deadletters replay`: publishes letters' bytes again, once each. */
export const deadlettersReplay = (shell: Shell): Command =>
  new Command("replay")
    .description("send records in again, as they were; one that fails again is a new dead letter")
    .argument("[origins...]", "which ones, as the list says")
    .option("--all", "every open one")
    .option("--reason <word>", "with --all: those of this reason only")
    .option("--factory <name>", "with --all: those of this factory only")
    .option("--why <text>", "why", "what kept them out is mended")
    .option("--who <name>", "who says so; you, where nothing is said")
    .option("--json", "print the answers of the interface as one array")
    .addHelpText(
      "after",
      examples(
        "deadletters replay telemetry:3:5121",
        'deadletters replay --all --reason unknown-schema --why "upgraded"',
      ),
    )
    .action(async (named: readonly string[], { all, reason, factory, why, who = shell.user, json }: Options) => {
      if ((all === true) === named.length > 0) {
        throw wrongUsage("Say which dead letters to replay: their origins, or --all for every open one.");
      }
      if (all !== true && (reason !== undefined || factory !== undefined)) {
        throw wrongUsage("--reason and --factory choose among --all: leave them away, or the origins.");
      }
      await using service = await shell.openService();
      const origins = all === true ? await openOrigins(service, { reason, factory }) : named;
      if (origins.length === 0 && json !== true) return shell.note("No dead letter of that kind is open.\n");
      await decideLetters(shell, service, { verb: "replay", origins, who, why, json });
    });

/** Where the open letters of a kind came from. Only that is gathered of the list. */
async function openOrigins(service: Service, kind: Pick<Options, "reason" | "factory">): Promise<readonly string[]> {
  const response = await ask(service, { path: "/v1/dead-letters", query: { state: "open", ...kind } });
  const letters = arrayElements(response.setEncoding("utf8")) as AsyncIterable<DeadLetterRow>; // what the interface promises
  const origins: string[] = [];
  try {
    for await (const { origin } of letters) origins.push(origin);
  } catch (error) {
    throw brokenOff(service, error);
  }
  return origins;
}
