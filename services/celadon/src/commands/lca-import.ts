import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type ImportReport, importOpenLca } from "@celadon/processes-to-system";
import { Command } from "commander";
import { examples } from "../examples.ts";
import { accepted } from "../lca/accepted.ts";
import { printFields } from "../print-fields.ts";
import type { Shell } from "../shell.ts";

interface Said {
  readonly to: string;
  readonly gwp?: string;
  readonly json?: true;
}

/** `celadon lca import`: an openLCA archive becomes a system folder, with a report of all that did not fit. */
export const lcaImport = (shell: Shell): Command =>
  new Command("import")
    .description(
      "an openLCA JSON-LD archive as a system folder, with the class of every exchange and each case that is not simply linked",
    )
    .argument("<file>", "the zip archive")
    .requiredOption("--to <folder>", "the system folder to write")
    .option(
      "--gwp <set>",
      "characterise by these warming potentials where the archive brings no method: AR4, AR5 or AR6",
    )
    .option("--json", "print the whole report")
    .addHelpText("after", examples("lca import database.zip --to system --gwp AR6 --json"))
    .action(async (file: string, { to, gwp, json }: Said) => {
      const bytes = readFileSync(resolve(shell.folder, file));
      const imported = importOpenLca(bytes, gwp === undefined ? {} : { gwp: { set: gwp, release: await release() } });
      if (imported.kind !== "accept")
        return void (await accepted(shell, {
          ...{ kind: "reject", code: "bad-file", message: imported.evidence, ids: [], total: 0 },
        }));
      const { report, files } = imported.value;
      const folder = resolve(shell.folder, to);
      mkdirSync(folder, { recursive: true });
      for (const [name, text] of files) writeFileSync(join(folder, name), text);
      if (json === true) return shell.print(`${JSON.stringify(report)}\n`);
      await printFields(shell, fieldsOf(report));
    });

/** Loaded only where it is asked for. */
async function release() {
  const { loadRelease } = await import("@celadon/footprinter");
  return loadRelease();
}

const fieldsOf = ({ exchangesRead, counts, processes, system, findings }: ImportReport) =>
  [
    ["exchanges read", `${exchangesRead}`],
    ["linked", `${counts.linked}`],
    ["linked by sole supplier", `${counts.linkedBySoleSupplier}`],
    ["cut off", `${counts.cutOff}`],
    ["ambiguous", `${counts.ambiguous}`],
    ["refused", `${counts.refused}`],
    ["processes", `${processes.accepted} of ${processes.read}`],
    ["system", `${system.products} products, ${system.flows} flows, ${system.methods} methods`],
    ["findings", `${findings.length}; --json lists them, and each exchange that is not linked`],
  ] as const;
