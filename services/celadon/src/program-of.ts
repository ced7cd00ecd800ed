import { Command } from "commander";
import packageFile from "../package.json" with { type: "json" };
import { asCalled } from "./as-called.ts";
import type { Shell } from "./shell.ts";

const about = `Celadon turns meter readings into product carbon footprints that anyone can check.`;

const footer = `
Times: an instant such as 2026-01-31T08:00:00+08:00, or a day or time of the plant's clock. --to is not in the period.
Settings: celadon settings lists them; CELADON_HTTP_PORT, CELADON_GRPC_PORT and CELADON_DATA are the usual ones.
Exit codes: 0 done, 1 refused, a failed check, or readings that do not count, 2 wrong usage.

In a clone of the repository write npx before it: npx celadon start.

Examples:
  celadon
  celadon start
  celadon ingest meters.csv --plant plant.yaml
  celadon footprint list
  celadon explain ID`;

/** The command line of these commands. They talk to the running service, or to one they start in their own process. */
export function programOf(commands: readonly ((shell: Shell) => Command)[], given: Shell): Command {
  const root = new Command("celadon")
    .description(about)
    .option("--url <address>", "ask the Celadon at https://host:port, with the token of CELADON_TOKEN")
    .version(packageFile.version, "--version")
    .addHelpText("after", footer);
  const urlSaid = (): string | undefined => root.opts<{ readonly url?: string }>().url;
  const shell: Shell = {
    ...given,
    note: (text) => given.note(asCalled(text, root, given)),
    openService: (url = urlSaid()) => given.openService(url),
    isServed: (url = urlSaid()) => given.isServed(url),
  };
  for (const command of commands) root.addCommand(command(shell));
  listen(root, { ...shell, print: (text) => given.print(asCalled(String(text), root, given)) });
  return root;
}

/** Every command throws instead of ending the process, and speaks through the shell. */
function listen(command: Command, shell: Shell): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => void shell.print(text).catch(() => undefined),
    writeErr: shell.note,
    outputError: (text, write) => {
      const sentence = text
        .replace(/^error: /, "")
        .trim()
        .replace(/\n/g, " ");
      write(`celadon: ${sentence}\nHelp: celadon ${pathOf(command)}--help\n`);
    },
  });
  for (const child of command.commands) listen(child, shell);
}

const pathOf = (command: Command): string =>
  command.parent === null ? "" : `${pathOf(command.parent)}${command.name()} `;
