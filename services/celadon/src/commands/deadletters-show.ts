import { Command } from "commander";
import { type DeadLetterRow, lengthText } from "../dead-letter-row.ts";
import { examples } from "../examples.ts";
import { printFields } from "../print-fields.ts";
import { ask, textOf } from "../service.ts";
import type { Shell } from "../shell.ts";

type Detail = DeadLetterRow & {
  readonly content: string;
  readonly hex: string;
  readonly today: string;
  readonly isReadable: boolean;
};

/** `celadon deadletters show`: one letter, the beginning of its bytes, and what reading them today comes to. */
export const deadlettersShow = (shell: Shell): Command =>
  new Command("show")
    .description("show one dead letter: why, its bytes, and what this version says to them")
    .argument("<origin>", "where it came from, as the list says")
    .option("--json", "print the answer of the interface, with all its bytes as base64")
    .addHelpText("after", examples("deadletters show telemetry:3:5121", "deadletters show telemetry:3:5121 --json"))
    .action(async (origin: string, { json }: { readonly json?: true }) => {
      await using service = await shell.openService();
      const path = `/v1/dead-letters/${encodeURIComponent(origin)}`;
      const text = await textOf(service, await ask(service, { path }));
      if (json === true) return shell.print(`${text.trimEnd()}\n`);
      const letter = JSON.parse(text) as Detail; // what the interface promises
      await printFields(shell, [
        ["origin", letter.origin],
        ["factory", letter.factory],
        ["first seen", letter.firstSeen],
        ["reason", letter.reason],
        ["why", letter.evidence],
        ["today", letter.today],
        ["state", letter.state],
        ...letter.decisions.map(({ what, at, who, why }) => [what, `${at} by ${who}: ${why}`] as const),
        ["length", lengthText(letter)],
        ["SHA-256", letter.sha256],
      ]);
      if (letter.hex !== "") await shell.print(`\n${letter.hex}\n`);
      const isWhole = letter.keptBytes === letter.bytes;
      if (letter.state === "replayed" || !letter.isReadable || !isWhole) return;
      shell.note(`\nTake it in: celadon deadletters replay ${origin}\n`);
    });
