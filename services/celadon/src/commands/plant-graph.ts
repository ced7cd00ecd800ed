import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { checkPlantModel, type PlantModel, plantGraphOf } from "@celadon/activity-to-inventory";
import { Command, Option } from "commander";
import { counted } from "../counted.ts";
import { failed, failedAndTold } from "../ending.ts";
import { examples } from "../examples.ts";
import { plantMermaid } from "../plant-mermaid.ts";
import { faultLine } from "../print-faults.ts";
import { readText } from "../read-text.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly format?: "mermaid" | "svg";
  readonly out?: string;
}

/** `celadon plant graph`: a picture of what feeds what. Needs no service. */
export const plantGraph = (shell: Shell): Command =>
  new Command("graph")
    .description("draw a plant file: its processes, what goes between them, what comes in and out")
    .argument("<file>", "the plant file")
    .addOption(
      new Option("--format <format>", "mermaid, or svg where --out ends with .svg").choices(["mermaid", "svg"]),
    )
    .option("--out <file>", "where to write it; an older picture is replaced. Standard output where nothing is said")
    .addHelpText("after", examples("plant graph plant.yaml", "plant graph plant.yaml --out plant.svg"))
    .action(async (file: string, { out, format = out?.endsWith(".svg") ? "svg" : "mermaid" }: Options) => {
      const { model, faults } = checkPlantModel(await readText(shell, file));
      if (model === undefined) {
        for (const fault of faults) await shell.print(faultLine(file, fault));
        shell.note(`${file}: ${counted(faults.length, "fault")}\n`);
        throw failedAndTold();
      }
      const picture = format === "svg" ? await svgOf(model) : plantMermaid(plantGraphOf(model));
      if (out === undefined) return shell.print(picture);
      try {
        await writeFile(resolve(shell.folder, out), picture);
      } catch (error) {
        throw failed(`${out} cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
      }
      shell.note(`Wrote ${out}.\n`);
    });

async function svgOf(model: PlantModel): Promise<string> {
  const [{ plantLayout }, { plantSvg }] = await Promise.all([import("../plant-layout.ts"), import("../plant-svg.ts")]);
  return plantSvg(plantLayout(plantGraphOf(model)), `${model.name.en} (${model.factory})`);
}
