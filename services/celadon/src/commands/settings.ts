import { Command } from "commander";
import { examples } from "../examples.ts";
import { printTable } from "../print-table.ts";
import { type Setting, settings } from "../settings.ts";
import type { Shell } from "../shell.ts";

/** `celadon settings`: the one table of what Celadon is told from outside. */
export const settingsCommand = (shell: Shell): Command =>
  new Command("settings")
    .description("list what Celadon reads from the environment, or from the file that CELADON_CONFIG names")
    .option("--json", "print JSON")
    .addHelpText("after", examples("settings", "settings --json"))
    .action(async ({ json }: { readonly json?: true }) => {
      if (json === true) return shell.print(`${JSON.stringify(settings)}\n`);
      const rows: readonly Setting[] = settings;
      await printTable(
        shell,
        [
          { head: "NAME", of: ({ name, isSecret }) => (isSecret === true ? `${name}[_FILE]` : name) },
          { head: "USUALLY", of: ({ usual }) => usual || "-" },
          { head: "WHAT IT SAYS", of: ({ about }) => about },
        ],
        rows,
      );
    });
