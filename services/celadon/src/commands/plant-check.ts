import { checkPlantModel, knownFactorsOf } from "@celadon/activity-to-inventory";
import { Command } from "commander";
import { counted } from "../counted.ts";
import { failedAndTold } from "../ending.ts";
import { examples } from "../examples.ts";
import { faultLine } from "../print-faults.ts";
import { readText } from "../read-text.ts";
import type { Shell } from "../shell.ts";

/** `celadon plant check`: every fault of a plant file with its line and its fix. Needs no service. */
export const plantCheck = (shell: Shell): Command =>
  new Command("check")
    .description("check a plant file: every fault with its line and its fix")
    .argument("<file>", "the plant file")
    .option("--json", "print the faults as a JSON array")
    .addHelpText("after", examples("plant check plant.yaml", "plant check plant.yaml --json"))
    .action(async (file: string, { json }: { readonly json?: true }) => {
      const text = await readText(shell, file);
      const { loadRelease } = await import("@celadon/footprinter"); // here, because loading it takes a second
      const { model, faults } = checkPlantModel(text, knownFactorsOf(loadRelease()));
      if (json === true) await shell.print(`${JSON.stringify(faults, undefined, 1)}\n`);
      else for (const fault of faults) await shell.print(faultLine(file, fault));
      if (model === undefined) {
        const count = faults.filter(({ severity }) => severity === "fault").length;
        shell.note(`${file}: ${counted(count, "fault")}\n`);
        throw failedAndTold();
      }
      const { factory, channels, processes, products } = model;
      const parts = [
        counted(channels.length, "channel"),
        counted(processes.length, "process", "processes"),
        counted(products.length, "product"),
      ].join(", ");
      const warnings = faults.length === 0 ? "" : `, ${counted(faults.length, "warning")}`;
      shell.note(
        `${file}: no fault${warnings}. Plant "${factory}" with ${parts}. Put it into force: celadon plant apply ${file}\n`,
      );
    });
