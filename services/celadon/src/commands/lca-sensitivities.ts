import { resolve } from "node:path";
import { type ExchangeKind, exchangeKinds, linearSolver, sensitivities } from "@celadon/inventory-to-footprint/systems";
import { Command, Option } from "commander";
import { examples } from "../examples.ts";
import { accepted } from "../lca/accepted.ts";
import { amountText } from "../lca/amount-text.ts";
import { countIn } from "../lca/count-argument.ts";
import { type FallbackSaid, fallbackOf, fallbackOption } from "../lca/fallback-option.ts";
import { noteLowerBound } from "../lca/note-lower-bound.ts";
import { readFolder, textIfThere } from "../lca/read-folder.ts";
import { printTable } from "../print-table.ts";
import type { Shell } from "../shell.ts";

interface Said extends FallbackSaid {
  readonly product: string;
  readonly method: string;
  readonly top: number;
  readonly only?: readonly ExchangeKind[];
  readonly json?: true;
}

/** `celadon lca sensitivities`: what moves a footprint most. */
export const lcaSensitivities = (shell: Shell): Command =>
  new Command("sensitivities")
    .description(
      "what to improve first: by how many percent the footprint of a product rises when an exchange rises by one, for the strongest; and where uncertainty.csv is there, which data to improve first",
    )
    .argument("<folder>", "the system folder")
    .requiredOption("--product <id>", "the product")
    .requiredOption("--method <id>", "the method")
    .option("--top <number>", "how many", countIn, 20)
    .addOption(new Option("--only <kind...>", "only such entries").choices(exchangeKinds))
    .addOption(fallbackOption())
    .option("--json", "print derivatives, effects and the variance too")
    .addHelpText(
      "after",
      examples("lca sensitivities system --product leather --method gwp100 --top 10 --only input intervention"),
    )
    .action(async (given: string, { product, method, top, only, json, ...said }: Said) => {
      const folder = resolve(shell.folder, given);
      const system = await accepted(shell, readFolder(folder));
      const solver = await accepted(shell, linearSolver(system, fallbackOf(said)));
      const uncertainty = textIfThere(folder, "uncertainty.csv");
      const kinds = only === undefined ? {} : { kinds: only };
      const asked = { product, method, top, ...kinds, ...(uncertainty === undefined ? {} : { uncertainty }) };
      const result = await accepted(shell, sensitivities(solver, asked));
      if (json === true) return shell.print(`${JSON.stringify(result)}\n`);
      noteLowerBound(shell, result);
      await printTable(
        shell,
        [
          { head: "KIND", of: ({ kind }) => kind },
          { head: "ENTRY", of: ({ matrix, row, column }) => `${matrix}:${row},${column}` },
          { head: "VALUE", of: ({ value, unit }) => `${amountText(value)} ${unit}`.trimEnd(), isFigure: true },
          { head: "EFFECT", of: ({ effect }) => amountText(effect), isFigure: true },
          {
            head: "ELASTICITY",
            of: ({ elasticity }) => (elasticity === null ? "" : elasticity.toFixed(4)),
            isFigure: true,
          },
          { head: "NAME", of: ({ rowName, columnName }) => `${rowName}, ${columnName}` },
        ],
        result.exchanges,
      );
      if (result.uncertainty === undefined || result.uncertainty.draws.length === 0) return;
      const { sd, draws } = result.uncertainty;
      await shell.print(`\nstandard deviation, to first order: ${amountText(sd)} ${result.unit}\n`);
      await printTable(
        shell,
        [
          { head: "DRAW", of: ({ draw }) => draw },
          {
            head: "OF THE VARIANCE",
            of: ({ share }) => (share === null ? "" : `${(share * 100).toFixed(1)} %`),
            isFigure: true,
          },
        ],
        draws,
      );
    });
