import { instantText } from "@celadon/quantity";
import { Command } from "commander";
import { examples } from "../examples.ts";
import { printList } from "../print-list.ts";
import type { Column } from "../print-table.ts";
import type { Shell } from "../shell.ts";

/** What a device sent and is no reading, as the interface gives it. */
interface RefusedRow {
  /** The millisecond it came in. */
  readonly line: number;
  readonly reason: string;
  readonly evidence: string;
  readonly content: string;
}

const columns: readonly Column<RefusedRow>[] = [
  { head: "AT", of: ({ line }) => instantText(line) },
  { head: "REASON", of: ({ reason }) => reason },
  { head: "WHY", of: ({ evidence }) => evidence },
];

const shownLetters = 200;

/** `celadon meters refused`: what came by a way and is no reading, with its reason and its bytes. */
export const metersRefused = (shell: Shell): Command =>
  new Command("refused")
    .description(
      "list what devices sent by a way and is no reading: frames, messages and answers, each with its reason",
    )
    .argument("<way>", "as `celadon meters` names it: hj212:ADDRESS, mqtt:SOURCE, sparkplug:SOURCE or modbus:SOURCE")
    .option("--json", "print the JSON array of the interface, with all bytes as text")
    .addHelpText("after", examples("meters refused hj212:10.20.0.7", "meters refused modbus:press-shop --json"))
    .action(async (way: string, { json }: { readonly json?: true }, command: Command) => {
      await using service = await shell.openService();
      await printList<RefusedRow>(shell, service, {
        question: { path: `/v1/requests/${encodeURIComponent(way)}/refused` },
        columns,
        below: ({ content }) => (content.length > shownLetters ? `${content.slice(0, shownLetters)}...` : content),
        // The list of meters has an option of the same name, which is given all that stands behind the command.
        json: json === true || command.optsWithGlobals<{ json?: true }>().json === true,
        none: `Nothing that came by ${way} was refused. celadon meters names the ways.`,
      });
    });
