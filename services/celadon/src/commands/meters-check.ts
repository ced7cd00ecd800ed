import { Command } from "commander";
import { counted } from "../counted.ts";
import { failedAndTold } from "../ending.ts";
import { examples } from "../examples.ts";
import { faultLine } from "../print-faults.ts";
import { readText } from "../read-text.ts";
import type { Shell } from "../shell.ts";

/** `celadon meters check`: every fault of a meters file with its line and its fix. Needs no service. */
export const metersCheck = (shell: Shell): Command =>
  new Command("check")
    .description("check a meters file: every fault with its line and its fix")
    .argument("<file>", "the meters file, which CELADON_METERS names")
    .option("--json", "print the faults as a JSON array")
    .addHelpText("after", examples("meters check meters.yaml", "meters check meters.yaml --json"))
    .action(async (file: string, { json }: { readonly json?: true }, command: Command) => {
      const text = await readText(shell, file);
      const { checkMetersFile } = await import("@celadon/collector/meters-file");
      const { meters, faults } = checkMetersFile(text);
      // The list of meters has an option of the same name, which is given all that stands behind the command.
      const asJson = json === true || command.optsWithGlobals<{ json?: true }>().json === true;
      if (asJson) await shell.print(`${JSON.stringify(faults, undefined, 1)}\n`);
      else for (const fault of faults) await shell.print(faultLine(file, fault));
      if (meters === undefined) {
        shell.note(`${file}: ${counted(faults.length, "fault")}\n`);
        throw failedAndTold();
      }
      const ways = Object.keys(meters).join(", ");
      shell.note(
        `${file}: no fault. ${ways === "" ? "It names no way." : `Ways: ${ways}.`} Use it: CELADON_METERS=${file}\n`,
      );
    });
