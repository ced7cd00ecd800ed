import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import {
  type BreakdownKey,
  breakdownKeys,
  comparedRuns,
  indexOfId,
  type LinearSystem,
  linearSolver,
  type PartsSpread,
  partsSpread,
  type RunBreakdown,
  runBreakdown,
  sparseLu,
  spreadOf,
  spreadOfRuns,
} from "@celadon/inventory-to-footprint/systems";
import { Command, Option } from "commander";
import { wrongUsage } from "../ending.ts";
import { examples } from "../examples.ts";
import { accepted } from "../lca/accepted.ts";
import { allRuns } from "../lca/all-runs.ts";
import { amountText } from "../lca/amount-text.ts";
import { countIn } from "../lca/count-argument.ts";
import { noteLowerBounds } from "../lca/note-lower-bound.ts";
import { readFolder, readText } from "../lca/read-folder.ts";
import { shareIn } from "../lca/share-argument.ts";
import { wholeIn } from "../lca/whole-argument.ts";
import { printFields } from "../print-fields.ts";
import { printTable } from "../print-table.ts";
import type { Shell } from "../shell.ts";

interface Said {
  readonly product: readonly string[];
  readonly method: string;
  readonly runs: number;
  readonly seed: number;
  readonly threads: number;
  readonly against?: string;
  readonly contributions?: BreakdownKey;
  readonly cutoff: number;
  readonly json?: true;
}

/** `celadon lca montecarlo`: the spread of footprints whose system is not known exactly. */
export const lcaMonteCarlo = (shell: Shell): Command =>
  new Command("montecarlo")
    .description(
      "runs with every uncertain entry and parameter drawn anew (uncertainty.csv), and the spread of the products asked for",
    )
    .argument("<folder>", "the system folder")
    .requiredOption("--product <id...>", "products; all share the draws of a run")
    .requiredOption("--method <id>", "the method")
    .requiredOption("--runs <number>", "how many", countIn)
    .requiredOption("--seed <number>", "the same seed gives the same runs, to the bit", wholeIn)
    .option("--threads <number>", "threads; they change no bit", countIn, Math.min(4, availableParallelism()))
    .option("--against <id>", "compare each product with this one, run by run: how often it is the smaller")
    .addOption(
      new Option(
        "--contributions <what>",
        "the spread of what each product's impact comes from too, as contributions --by tells it",
      ).choices(breakdownKeys),
    )
    .option(
      "--cutoff <share>",
      "with --contributions: parts below this share of the gross impact stand together as the rest",
      shareIn,
      0.01,
    )
    .option("--json", "print the spread of each product, with its contributions, then each comparison")
    .addHelpText(
      "after",
      examples(
        "lca montecarlo system --product leather --method gwp100 --runs 1000 --seed 1",
        "lca montecarlo system --product leather --method gwp100 --runs 1000 --seed 1 --contributions process --cutoff 0.05",
        'lca montecarlo system --product leather --against "leather, chrome-free" --method gwp100 --runs 1000 --seed 1',
      ),
    )
    .action(async (given: string, said: Said) => {
      const { product: ids, method, runs: count, seed, threads, against, contributions: by, cutoff, json } = said;
      const folder = resolve(shell.folder, given);
      const system = await accepted(shell, readFolder(folder));
      const products: number[] = [];
      for (const id of ids) products.push(await accepted(shell, indexOfId("unknown-demand", id, system.products)));
      const other = against === undefined ? undefined : await comparable(shell, { system, products, against });
      const kept = other === undefined ? products : [...products, other];
      const solver = await accepted(shell, linearSolver(system, sparseLu));
      const { intensity, refusedFor, firstOrder } = await accepted(
        shell,
        spreadOf(solver, method, readText(folder, "uncertainty.csv")),
      );
      for (const place of kept) {
        const refusal = refusedFor(place);
        if (refusal !== undefined) return void (await accepted(shell, refusal));
      }
      noteLowerBounds(shell, solver, against === undefined ? ids : [...ids, against]);

      const breakdowns: RunBreakdown[] = [];
      for (const product of by === undefined ? [] : ids)
        breakdowns.push(
          await accepted(shell, runBreakdown(solver, { product, method, by: by as BreakdownKey, cutoff })),
        );
      const contributions = by === undefined ? undefined : { by, cutoff, products: ids };
      const runs = await accepted(
        shell,
        await allRuns(
          { folder, method, seed, products: kept.map((place) => idOf(system, place)), contributions },
          count,
          Math.max(1, Math.min(threads, count)),
        ),
      );
      const spreads = products.map((place, which) => {
        const { mean, sd, median, p2_5, p97_5 } = spreadOfRuns(runs, place);
        const breakdown = breakdowns[which];
        return {
          ...{ id: idOf(system, place), static: intensity[place] as number, mean, sd, p2_5, p50: median, p97_5 },
          ...(breakdown === undefined ? {} : { contributions: partsSpread(runs, which, breakdown) }),
        };
      });
      for (const { run, failure } of runs.failures.slice(0, 1))
        shell.note(
          `${runs.failures.length} of ${count} runs have no answer and are left out; the first is run ${run}: ${failure}.\n`,
        );
      const short = spreads.find(
        ({ contributions: told }) => told !== undefined && told.rest.count < count - runs.failures.length,
      );
      if (short?.contributions !== undefined)
        shell.note(
          `${count - runs.failures.length - short.contributions.rest.count} more runs tell no contributions of ${short.id}: what it needs does not come to rest in them.\n`,
        );
      for (const [id, times] of [...runs.crossings].slice(0, 1))
        shell.note(
          `${runs.crossings.size} entries were drawn with another sign; the first is ${id}, in ${times} runs.\n`,
        );
      const comparisons = products.flatMap((place) =>
        other === undefined
          ? []
          : [{ a: idOf(system, place), b: idOf(system, other), ...comparedRuns(runs, place, other) }],
      );
      if (json === true)
        return shell.print([...spreads, ...comparisons].map((line) => `${JSON.stringify(line)}\n`).join(""));
      const rows: ((typeof spreads)[number] & { readonly firstOrderSd: number })[] = [];
      for (const spread of spreads)
        rows.push({ ...spread, firstOrderSd: (await accepted(shell, firstOrder(spread.id))).sd });
      await printTable(
        shell,
        [
          { head: "PRODUCT", of: ({ id }) => id },
          ...(["static", "mean", "sd", "p2_5", "p50", "p97_5"] as const).map((name) => ({
            head: name.toUpperCase(),
            of: (spread: (typeof rows)[number]) => amountText(spread[name]),
            isFigure: true,
          })),
          { head: "SD TO FIRST ORDER", of: ({ firstOrderSd }) => amountText(firstOrderSd), isFigure: true },
        ],
        rows,
      );
      for (const { id, contributions: told } of spreads) if (told !== undefined) await printParts(shell, id, told);
      for (const { a, b, probabilityLess, meanDifference, sdDifference } of comparisons)
        await printFields(shell, [
          [`P(${a} < ${b})`, amountText(probabilityLess)],
          ["mean difference", amountText(meanDifference)],
          ["its sd", amountText(sdDifference)],
        ]);
    });

/** The parts of one product and the rest. */
async function printParts(shell: Shell, product: string, { by, unit, parts, rest }: PartsSpread): Promise<void> {
  await shell.print(`\n${product}, by ${by}, in ${unit}\n`);
  const hidden = rest.parts === 0 ? [] : [{ ...rest, id: `rest (${rest.parts})`, name: "" }];
  await printTable(
    shell,
    [
      { head: by.toUpperCase(), of: ({ id }) => id },
      ...(["static", "mean", "sd", "p2_5", "p50", "p97_5"] as const).map((name) => ({
        head: name.toUpperCase(),
        of: (part: (typeof parts)[number]) => (Number.isNaN(part[name]) ? "unknown" : amountText(part[name])),
        isFigure: true,
      })),
      { head: "SHARE", of: ({ share }) => (share === null ? "" : `${(share * 100).toFixed(1)} %`), isFigure: true },
      { head: "NAME", of: ({ id, name }) => (name === id ? "" : name) },
    ],
    [...parts, ...hidden],
  );
}

/** The place of the product to compare with. Products told in different units are not alike, so that none is the smaller. */
async function comparable(
  shell: Shell,
  {
    system,
    products,
    against,
  }: { readonly system: LinearSystem; readonly products: readonly number[]; readonly against: string },
): Promise<number> {
  const other = await accepted(shell, indexOfId("unknown-demand", against, system.products));
  const unitOf = (place: number): string => system.products[place]?.unit ?? "";
  if (products.includes(other)) throw wrongUsage(`--against ${against}: that is the product itself. Name another one.`);
  for (const place of products)
    if (unitOf(place) !== unitOf(other))
      return accepted(shell, {
        ...{ kind: "reject", code: "wrong-unit", ids: [idOf(system, place), against], total: 2 },
        message: `--against ${against}: it is told by the ${unitOf(other)} and ${idOf(system, place)} by the ${unitOf(place)}, so that neither is the smaller. Name a product of the same unit.`,
      });
  return other;
}

const idOf = ({ products }: LinearSystem, place: number): string => products[place]?.id ?? `${place}`;
