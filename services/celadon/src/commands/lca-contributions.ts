import { resolve } from "node:path";
import {
  type Breakdown,
  type BreakdownKey,
  breakdownKeys,
  breakdownTable,
  linearSolver,
  productBreakdown,
  productContributions,
} from "@celadon/inventory-to-footprint/systems";
import { Command, Option } from "commander";
import { wrongUsage } from "../ending.ts";
import { examples } from "../examples.ts";
import { accepted } from "../lca/accepted.ts";
import { amountText } from "../lca/amount-text.ts";
import { type FallbackSaid, fallbackOf, fallbackOption } from "../lca/fallback-option.ts";
import { noteLowerBound, noteLowerBounds } from "../lca/note-lower-bound.ts";
import { readFolder } from "../lca/read-folder.ts";
import { shareIn } from "../lca/share-argument.ts";
import { writeLines } from "../lca/write-lines.ts";
import { printTable } from "../print-table.ts";
import type { Shell } from "../shell.ts";

interface Said extends FallbackSaid {
  readonly product: string;
  readonly method: string;
  readonly cutoff: number;
  readonly by?: BreakdownKey;
  readonly out?: string;
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
    .option("--cutoff <share>", "hide what is below this share of the gross impact", shareIn, 0.001)
    .addOption(
      new Option(
        "--by <what>",
        "a list by this instead; location and stage stand in processes.csv, gas and compartment in flows.csv",
      ).choices(breakdownKeys),
    )
    .option("--out <file>", "with --by: write the list as a CSV, with ids and units")
    .addOption(fallbackOption())
    .option("--json", "print the graph, or the list")
    .addHelpText(
      "after",
      examples(
        "lca contributions system --product leather --method gwp100 --cutoff 0.001 --json",
        "lca contributions system --product leather --method gwp100 --by location",
        "lca contributions system --product leather --method gwp100 --by flow-process --cutoff 0 --out parts.csv",
      ),
    )
    .action(async (folder: string, said: Said) => {
      const { by, out } = said;
      if (by === undefined && out !== undefined)
        throw wrongUsage("--out writes a list: say by what, such as --by process.");
      const system = await accepted(shell, readFolder(resolve(shell.folder, folder)));
      const solver = await accepted(shell, linearSolver(system, fallbackOf(said)));
      if (by !== undefined) {
        const breakdown = await accepted(shell, productBreakdown(solver, { ...said, by }));
        if (out !== undefined) writeLines(resolve(shell.folder, out), breakdownTable(breakdown));
        if (said.json === true) return shell.print(`${JSON.stringify(breakdown)}\n`);
        return out === undefined ? printBreakdown(shell, breakdown) : shell.note(`Written: ${out}\n`);
      }
      const graph = await accepted(shell, productContributions(solver, said));
      noteLowerBounds(shell, solver, [said.product]);
      if (said.json === true) return shell.print(`${JSON.stringify(graph)}\n`);
      const rows = [...graph.nodes].sort((x, y) => Math.abs(y.direct) - Math.abs(x.direct));
      await printTable(
        shell,
        [
          { head: "PROCESS", of: ({ id }) => id },
          { head: "DIRECT", of: ({ direct }) => amountText(direct), isFigure: true },
          { head: "SHARE", of: ({ share }) => (share === null ? "" : `${(share * 100).toFixed(1)} %`), isFigure: true },
        ],
        [...rows, { id: "rest", direct: graph.rest.positive + graph.rest.negative, share: null }],
      );
    });

/** The parts, the rest where something is hidden, and the total. */
async function printBreakdown(shell: Shell, { by, parts, rest, total, unit, ...all }: Breakdown): Promise<void> {
  noteLowerBound(shell, all);
  const percent = (share: number | null): string => (share === null ? "" : `${(share * 100).toFixed(1)} %`);
  const hidden = rest.parts === 0 ? [] : [{ ...rest, id: `rest (${rest.parts})`, name: "" }];
  const { positive, negative } = all;
  await printTable(
    shell,
    [
      { head: by.toUpperCase(), of: ({ id }) => id },
      { head: unit.toUpperCase(), of: ({ amount }) => amountText(amount), isFigure: true },
      { head: "POSITIVE", of: ({ positive }) => amountText(positive), isFigure: true },
      { head: "NEGATIVE", of: ({ negative }) => amountText(negative), isFigure: true },
      { head: "SHARE", of: ({ share }) => percent(share), isFigure: true },
      { head: "NAME", of: ({ id, name }) => (name === id ? "" : name) },
    ],
    [...parts, ...hidden, { id: "total", name: "", amount: total, positive, negative, share: null }],
  );
}
