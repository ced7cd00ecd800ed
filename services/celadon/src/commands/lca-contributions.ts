import { resolve } from "node:path";
import { linearSolver, productContributions } from "@celadon/inventory-to-footprint";
import { Command } from "commander";
import { examples } from "../examples.ts";
import { accepted } from "../lca/accepted.ts";
import { type FallbackSaid, fallbackOf, fallbackOption } from "../lca/fallback-option.ts";
import { readFolder } from "../lca/read-folder.ts";
import { printTable } from "../print-table.ts";
import type { Shell } from "../shell.ts";
import { amountIn } from "./lca-solve.ts";

interface Said extends FallbackSaid {
  readonly product: string;
  readonly method: string;
  readonly cutoff: number;
  readonly json?: true;
}

/** `celadon lca contributions`: where one unit's impact comes from. */
export const lcaContributions = (shell: Shell): Command =>
  new Command("contributions")
    .description(
      "where the impact of one unit of a product comes from: processes, what flows between them, and the rest",
    )
    .argument("<folder>", "the system folder")
    .requiredOption("--product <id>", "the product")
    .requiredOption("--method <id>", "the method")
    .option("--cutoff <share>", "hide what is below this share of the gross impact", amountIn, 0.001)
    .addOption(fallbackOption())
    .option("--json", "print the graph")
    .addHelpText("after", examples("lca contributions system --product leather --method gwp100 --cutoff 0.001 --json"))
    .action(async (folder: string, said: Said) => {
      const system = await accepted(shell, readFolder(resolve(shell.folder, folder)));
      const solver = await accepted(shell, linearSolver(system, fallbackOf(said)));
      const graph = await accepted(shell, productContributions(solver, said));
      if (said.json === true) return shell.print(`${JSON.stringify(graph)}\n`);
      const rows = [...graph.nodes].sort((x, y) => Math.abs(y.direct) - Math.abs(x.direct));
      await printTable(
        shell,
        [
          { head: "PROCESS", of: ({ id }) => id },
          { head: "DIRECT", of: ({ direct }) => `${direct}`, isFigure: true },
          { head: "SHARE", of: ({ share }) => (share === null ? "" : `${(share * 100).toFixed(1)} %`), isFigure: true },
        ],
        [...rows, { id: "rest", direct: graph.rest.positive + graph.rest.negative, share: null }],
      );
    });
