import { Command } from "commander";
import { examples } from "../examples.ts";
import { type FactorRow, perUnitText } from "../factor-row.ts";
import { printFields } from "../print-fields.ts";
import { ask, textOf } from "../service.ts";
import type { Shell } from "../shell.ts";

/** A choice and a placeholder wait to be named; the word of an unknown use is printed as it came. */
function useText(use: string): string {
  if (use === "choice") return "only where a plant file names it";
  return use === "placeholder" ? "placeholder, only where a plant file names it" : use;
}

/** `celadon factors show`: one row with all its papers. */
export const factorsShow = (shell: Shell): Command =>
  new Command("show")
    .description("show one factor row with its source, validity and licence")
    .argument("<id>", "id of the row")
    .option("--json", "print the answer of the interface")
    .addHelpText("after", examples("factors show grid-kr-ember-2023"))
    .action(async (id: string, { json }: { readonly json?: true }) => {
      await using service = await shell.openService();
      const text = await textOf(service, await ask(service, { path: `/v1/factors/${encodeURIComponent(id)}` }));
      if (json === true) return shell.print(`${text.trimEnd()}\n`);
      const row = JSON.parse(text) as FactorRow;
      await printFields(shell, [
        ["id", row.id],
        ["activity", row.activity],
        ["value", `${row.value} ${perUnitText(row)}`],
        ["gas", typeof row.gwpSet !== "string" ? row.gas : `${row.gas}, by ${row.gwpSet}`],
        ["place", row.region],
        ["data of", typeof row.dataYear !== "number" ? "no single year" : `${row.dataYear}`],
        ["valid", `from ${row.validFrom}, best before ${row.validTo}`],
        ["purposes", row.purposes.join(", ")],
        ["use", useText(row.use)],
        ["boundary", row.boundary],
        ["uncertainty", row.uncertainty],
        ["confidence", row.confidence],
        ["document", row.document],
        ["edition", row.edition],
        ["locator", row.locator],
        ["address", row.url],
        ["licence", row.licence],
        ["note", row.note],
      ]);
    });
