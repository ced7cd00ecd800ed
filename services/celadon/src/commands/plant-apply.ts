import { Command } from "commander";
import { applyPlant } from "../apply-plant.ts";
import { counted } from "../counted.ts";
import { examples } from "../examples.ts";
import { noteFaults } from "../print-faults.ts";
import { readText } from "../read-text.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly who?: string;
  readonly why?: string;
  readonly json?: true;
}

/** `celadon plant apply`: from its `effectiveFrom` on, readings are judged and footprints calculated by this file. */
export const plantApply = (shell: Shell): Command =>
  new Command("apply")
    .description("put a plant file into force from its effectiveFrom on")
    .argument("<file>", "the plant file")
    .option("--who <name>", "who applies it; you, where nothing is said")
    .option("--why <text>", "why it changes")
    .option("--json", "print the answer of the interface")
    .addHelpText("after", examples("plant apply plant.yaml", 'plant apply plant.yaml --why "second boiler"'))
    .action(async (file: string, { who = shell.user, why, json }: Options) => {
      const yaml = await readText(shell, file);
      await using service = await shell.openService();
      const applied = await applyPlant(shell, service, { file, yaml, who, why });
      if (json === true) return shell.print(`${JSON.stringify(applied)}\n`);
      noteFaults(shell, file, applied.warnings ?? []);
      const { factory, localEffectiveFrom: from, changed, channels, products } = applied;
      const parts = `${counted(channels.length, "channel")}, ${counted(products.length, "product")}`;
      const said = changed ? `is in force from ${from} on` : `was in force from ${from} on already; nothing changed`;
      await shell.print(`Plant "${factory}" (${parts}) ${said}.\n`);
    });
