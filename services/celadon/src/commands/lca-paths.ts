import { resolve } from "node:path";
import { linearSolver, type ProductPaths, productPaths } from "@celadon/inventory-to-footprint/systems";
import { Command } from "commander";
import { examples } from "../examples.ts";
import { accepted } from "../lca/accepted.ts";
import { amountText } from "../lca/amount-text.ts";
import { countIn } from "../lca/count-argument.ts";
import { type FallbackSaid, fallbackOf, fallbackOption } from "../lca/fallback-option.ts";
import { noteLowerBound } from "../lca/note-lower-bound.ts";
import { readFolder } from "../lca/read-folder.ts";
import { shareIn } from "../lca/share-argument.ts";
import { printTable } from "../print-table.ts";
import type { Shell } from "../shell.ts";

interface Said extends FallbackSaid {
  readonly product: string;
  readonly method: string;
  readonly cutoff: number;
  readonly limit: number;
  readonly json?: true;
}

/** `celadon lca paths`: the supply of a product as a tree. */
export const lcaPaths = (shell: Shell): Command =>
  new Command("paths")
    .description(
      "the supply of one unit of a product as a tree, loops unrolled, the paths with most impact opened first",
    )
    .argument("<folder>", "the system folder")
    .requiredOption("--product <id>", "the product")
    .requiredOption("--method <id>", "the method")
    .option("--cutoff <share>", "leave out steps below this share of the gross impact", shareIn, 0.01)
    .option("--limit <number>", "no more steps than this", countIn, 200)
    .addOption(fallbackOption())
    .option("--json", "print the steps, each with the one it supplies")
    .addHelpText("after", examples("lca paths system --product leather --method gwp100 --cutoff 0.02"))
    .action(async (folder: string, said: Said) => {
      const { product, method, cutoff, limit: most } = said;
      const system = await accepted(shell, readFolder(resolve(shell.folder, folder)));
      const solver = await accepted(shell, linearSolver(system, fallbackOf(said)));
      const paths = await accepted(shell, productPaths(solver, { product, method, cutoff, most }));
      if (said.json === true) return shell.print(`${JSON.stringify(paths)}\n`);
      noteLowerBound(shell, paths);
      if (paths.isFull) shell.note(`The tree ends at ${paths.nodes.length} steps; --limit allows more.\n`);
      await printTable(
        shell,
        [
          { head: "PRODUCT", of: ({ depth, product }) => `${"  ".repeat(depth)}${product}` },
          { head: "PROCESS", of: ({ process, isRepeated }) => (isRepeated ? `${process} (loop)` : process) },
          { head: paths.unit.toUpperCase(), of: ({ total }) => amountText(total), isFigure: true },
          { head: "DIRECT", of: ({ direct }) => amountText(direct), isFigure: true },
          { head: "NAME", of: ({ productName }) => productName },
        ],
        asTree(paths),
      );
    });

/** Steps in the order of a tree: each followed by what supplies it, the largest first. */
function* asTree({ nodes }: ProductPaths): Generator<ProductPaths["nodes"][number]> {
  const suppliers: ProductPaths["nodes"][number][][] = nodes.map(() => []);
  for (const node of nodes) if (node.parent !== null) suppliers[node.parent]?.push(node);
  const waiting = nodes.slice(0, 1);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    const next = suppliers[node.at] ?? [];
    waiting.push(...next.sort((a, b) => Math.abs(a.total) - Math.abs(b.total) || b.at - a.at));
  }
}
