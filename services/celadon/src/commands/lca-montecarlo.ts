import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import {
  indexOfId,
  type LinearSystem,
  linearSolver,
  sparseLu,
  spreadOf,
  spreadOfRuns,
} from "@celadon/inventory-to-footprint";
import { Command, InvalidArgumentError } from "commander";
import { examples } from "../examples.ts";
import { accepted } from "../lca/accepted.ts";
import { allRuns } from "../lca/all-runs.ts";
import { readFolder, readText } from "../lca/read-folder.ts";
import { printTable } from "../print-table.ts";
import type { Shell } from "../shell.ts";

interface Said {
  readonly product: readonly string[];
  readonly method: string;
  readonly runs: number;
  readonly seed: number;
  readonly threads: number;
  readonly json?: true;
}

/** `celadon lca montecarlo`: the spread of footprints whose system is not known exactly. */
export const lcaMonteCarlo = (shell: Shell): Command =>
  new Command("montecarlo")
    .description(
      "runs with every uncertain entry drawn anew (uncertainty.csv), and the spread of the products asked for",
    )
    .argument("<folder>", "the system folder")
    .requiredOption("--product <id...>", "products; all share the draws of a run")
    .requiredOption("--method <id>", "the method")
    .requiredOption("--runs <number>", "how many", wholeIn)
    .requiredOption("--seed <number>", "the same seed gives the same runs, to the bit", wholeIn)
    .option("--threads <number>", "threads; they change no bit", wholeIn, Math.min(4, availableParallelism()))
    .option("--json", "print the spread of each product")
    .addHelpText("after", examples("lca montecarlo system --product leather --method gwp100 --runs 1000 --seed 1"))
    .action(async (given: string, { product: ids, method, runs: count, seed, threads, json }: Said) => {
      const folder = resolve(shell.folder, given);
      const system = await accepted(shell, readFolder(folder));
      const products: number[] = [];
      for (const id of ids) products.push(await accepted(shell, indexOfId("unknown-demand", id, system.products)));
      const solver = await accepted(shell, linearSolver(system, sparseLu));
      const { intensity } = await accepted(shell, spreadOf(solver, method, readText(folder, "uncertainty.csv")));
      const runs = await allRuns({ folder, method, seed, products }, count, Math.max(1, Math.min(threads, count)));
      const spreads = products.map((place) => {
        const { mean, sd, median, p2_5, p97_5 } = spreadOfRuns(runs, place);
        return { id: idOf(system, place), static: intensity[place] as number, mean, sd, p2_5, p50: median, p97_5 };
      });
      for (const { run, failure } of runs.failures.slice(0, 1))
        shell.note(
          `${runs.failures.length} of ${count} runs have no answer and are left out; the first is run ${run}: ${failure}.\n`,
        );
      for (const [id, times] of [...runs.crossings].slice(0, 1))
        shell.note(
          `${runs.crossings.size} entries were drawn with another sign; the first is ${id}, in ${times} runs.\n`,
        );
      if (json === true) return shell.print(`${spreads.map((spread) => JSON.stringify(spread)).join("\n")}\n`);
      await printTable(
        shell,
        [
          { head: "PRODUCT", of: ({ id }) => id },
          ...(["static", "mean", "sd", "p2_5", "p50", "p97_5"] as const).map((name) => ({
            head: name.toUpperCase(),
            of: (spread: (typeof spreads)[number]) => `${spread[name]}`,
            isFigure: true,
          })),
        ],
        spreads,
      );
    });

const idOf = ({ products }: LinearSystem, place: number): string => products[place]?.id ?? `${place}`;

function wholeIn(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) throw new InvalidArgumentError("Write a whole number.");
  return number;
}
