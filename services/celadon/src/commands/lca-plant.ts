import { Command } from "commander";
import { examples } from "../examples.ts";
import type { PlantSaid } from "../lca/plant-folder.ts";
import { monthsOption } from "../months-option.ts";
import type { Shell } from "../shell.ts";

/** `celadon lca plant`: the period of a plant as a system folder, joined with a background where one is given. */
export const lcaPlant = (shell: Shell): Command =>
  new Command("plant")
    .description(
      "a plant's period as a system folder: its processes, its factor rows, and a background that supplies what is linked",
    )
    .requiredOption("--factory <name>", "the factory")
    .option("--period <months>", "2026, 2026-05 or 2025-11..2026-10, on the plant's clock")
    .addOption(monthsOption())
    .requiredOption("--to <folder>", "the folder to write; by place and by market a folder each in it")
    .option("--product <name...>", "only what these products need")
    .option("--background <folder>", "a system folder to take from")
    .option(
      "--link <input=product...>",
      "a line or factor row of the plant, and the background's product that supplies it",
    )
    .option("--method <plant=background...>", "a method of the plant, and the background's that is the same")
    .option(
      "--electricity <role=product...>",
      "by place and by market: market=PRODUCT@SHARE, delivery=, residual= or grid-average=; PRODUCT of the background, or factor:ROW",
    )
    .option("--json", "print the whole report")
    .addHelpText(
      "after",
      examples(
        "lca plant --factory tannery --period 2026 --to tannery-2026",
        "lca plant --factory tannery --months 12 --to tannery",
        'lca plant --factory tannery --period 2026 --to joined --background db --link "tan/salt=salt-product-id"',
        "lca plant --factory tannery --period 2026 --to views --electricity market=factor:generation-cn-wind-footprint-2024",
      ),
    )
    .action(async (said: PlantSaid) => {
      // Loaded here: it brings what talks to a service, which large matrices have no room for.
      const { plantFolder } = await import("../lca/plant-folder.ts");
      await plantFolder(shell, said);
    });
