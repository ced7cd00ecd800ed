import { copyFileSync, existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { systemFiles } from "@celadon/inventory-to-footprint/systems";
import type { CharacterisationReport } from "@celadon/processes-to-system";
import { Command } from "commander";
import { wrongUsage } from "../ending.ts";
import { examples } from "../examples.ts";
import { accepted } from "../lca/accepted.ts";
import { askedOf, type CharacteriseSaid, characteriseOptions } from "../lca/characterise-options.ts";
import { noteFindings } from "../lca/note-report.ts";
import { readFolder, readText } from "../lca/read-folder.ts";
import { unknownText } from "../lca/unknown-text.ts";
import { writeSystem } from "../lca/write-system.ts";
import { printFields } from "../print-fields.ts";
import type { Shell } from "../shell.ts";

interface Said extends CharacteriseSaid {
  readonly to: string;
  readonly json?: true;
}

/** `celadon lca characterise`: a system folder with other methods, from what its list of flows says of each. */
export function lcaCharacterise(shell: Shell): Command {
  const [gwp, water] = characteriseOptions();
  return new Command("characterise")
    .description(
      "a system folder with new methods: warming potentials with all parts, water scarcity; and what was assumed",
    )
    .argument("<folder>", "the system folder; flows.csv says what flows are: gas and origin, or water, or compartment")
    .requiredOption("--to <folder>", "the system folder to write; not the one that is read")
    .addOption(gwp)
    .addOption(water)
    .option("--json", "print the whole report")
    .addHelpText("after", examples("lca characterise system --gwp AR6 --water aware --to characterised --json"))
    .action(async (given: string, { to, json, ...said }: Said) => {
      const [folder, target] = [resolve(shell.folder, given), resolve(shell.folder, to)];
      const asked = await askedOf(said);
      if (asked === undefined) throw wrongUsage("Nothing is asked for: say --gwp AR6, --water aware, or both.");
      if (folder === target) throw wrongUsage(`--to names the folder that is read, ${given}. Name another one.`);
      await accepted(shell, readFolder(folder)); // what follows relies on a folder that is sound
      const uncertainty = existsSync(join(folder, "uncertainty.csv")) ? readText(folder, "uncertainty.csv") : undefined;
      const texts = {
        flows: readText(folder, "flows.csv"),
        processes: readText(folder, "processes.csv"),
        interventions: readText(folder, "B.mtx"),
        uncertainty,
      };
      const { characterisedFolder } = await import("@celadon/processes-to-system"); // loaded only here
      const made = characterisedFolder(texts, asked);
      if (made.kind !== "accept") {
        const { reason: code, evidence: message } = made;
        return void (await accepted(shell, { kind: "reject", code, message, ids: [], total: 0 }));
      }
      const { files, report } = made.value;
      writeSystem(target, files);
      for (const name of [...systemFiles.matrices, ...systemFiles.indices])
        if (!files.has(name)) copyFileSync(join(folder, name), join(target, name));
      // One of another system would be drawn from.
      if (!files.has("uncertainty.csv")) rmSync(join(target, "uncertainty.csv"), { force: true });
      if (json === true) return shell.print(`${JSON.stringify(report)}\n`);
      await printFields(shell, fieldsOf(report));
      noteFindings(shell, report.refused);
    });
}

const fieldsOf = (report: CharacterisationReport) =>
  [
    ["methods", report.methods.map(({ id }) => id).join(", ")],
    ["flows", `${report.flows}; ${report.gases} of gas, ${report.waters} of water`],
    ["assumed", `${report.assumed.length}`],
    ["fallbacks", `${report.fallbacks.length}`],
    ["refused", `${report.refused.length}`],
    ["unknown", unknownText(report.methods)],
    ["default place", [...new Set(report.defaultPlaces.map(placeText))].join(", ")],
    ["without factor", `${report.flowsWithoutFactor.length}; --json lists all of these`],
  ] as const;

const placeText = ({ place, factorOf }: CharacterisationReport["defaultPlaces"][number]): string =>
  `${place === "" ? "(none stated)" : place}: ${factorOf ?? "unknown"}`;
