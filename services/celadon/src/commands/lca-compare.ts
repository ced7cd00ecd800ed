import { resolve } from "node:path";
import {
  type ComparedSystems,
  compared,
  comparedSystems,
  type EntryChange,
  type Fallback,
  type LinearSolver,
  linearSolver,
  type Replacement,
  type ScenarioRow,
  scenarioTable,
} from "@celadon/inventory-to-footprint/systems";
import { Command, InvalidArgumentError } from "commander";
import { wrongUsage } from "../ending.ts";
import { examples } from "../examples.ts";
import { accepted } from "../lca/accepted.ts";
import { amountText } from "../lca/amount-text.ts";
import { entryIn } from "../lca/entry-argument.ts";
import { type FallbackSaid, fallbackOf, fallbackOption } from "../lca/fallback-option.ts";
import { noteBounds, noteLowerBounds } from "../lca/note-lower-bound.ts";
import { readFolder } from "../lca/read-folder.ts";
import { replacementIn } from "../lca/replacement-argument.ts";
import { scenariosIn } from "../lca/scenario-file.ts";
import { printFields } from "../print-fields.ts";
import { printTable } from "../print-table.ts";
import { readText } from "../read-text.ts";
import type { Shell } from "../shell.ts";

interface Said extends FallbackSaid {
  readonly product: string;
  readonly method?: string;
  readonly set?: readonly EntryChange[];
  readonly replace?: readonly Replacement[];
  readonly scenarios?: string;
  readonly with?: string;
  readonly json?: true;
}

/** `celadon lca compare`: one unit before and after entries are set and products replaced; in several scenarios at once; or in two systems. */
export const lcaCompare = (shell: Shell): Command =>
  new Command("compare")
    .description(
      "the footprint of a product before and after entries of the system are replaced, and where the difference comes from",
    )
    .argument("<folder>", "the system folder; it is not changed")
    .requiredOption("--product <id>", "the product")
    .option("--method <id>", "the method; with --scenarios all where it is left out")
    .option(
      "--set <entry>",
      "A:product,process=value, B:flow,process=value or C:method,flow=value, signed; may stand several times",
      collected(entryIn, "Write A:product,process=value, such as A:electricity,tanning=-3.1."),
    )
    .option(
      "--replace <product=other>",
      "everybody takes another product instead, product=other*factor so many units of it for one, product@process=other one process alone; may stand several times",
      collected(replacementIn, "Write product=other, product=other*factor or product@process=other."),
    )
    .option(
      "--with <folder>",
      "another system folder to be held against, such as of other parameters or of the other electricity; processes are matched by id",
    )
    .option("--scenarios <file>", 'several at once, from a JSON list: [{"id", "set": [...], "replace": [...]}]')
    .addOption(fallbackOption())
    .option("--json", "print the comparison with all contributions, or the table of scenarios")
    .addHelpText(
      "after",
      examples(
        'lca compare system --product leather --method gwp100 --set "A:electricity,tanning=-3.1"',
        'lca compare system --product leather --method gwp100 --replace "electricity=wind power"',
        "lca compare system --product leather --scenarios scenarios.json",
        "lca compare plant/location-based --with plant/market-based --product mill/board --method GWP100-AR6",
      ),
    )
    .action(async (folder: string, said: Said) => {
      const { set = [], replace = [], scenarios, with: other } = said;
      const isSingle = set.length + replace.length > 0;
      if ([isSingle, scenarios !== undefined, other !== undefined].filter(Boolean).length !== 1)
        throw wrongUsage(
          "Say what differs: by --set and --replace, by a file of --scenarios, or --with another folder.",
        );
      if (scenarios === undefined && said.method === undefined) throw wrongUsage("Say by which method: --method ID.");
      const fallback = fallbackOf(said);
      const system = await accepted(shell, readFolder(resolve(shell.folder, folder)));
      const solver = await accepted(shell, linearSolver(system, fallback));
      noteLowerBounds(shell, solver, [said.product]);
      if (scenarios !== undefined) return compareScenarios(shell, solver, { ...said, scenarios, fallback });
      const { product, method = "" } = said;
      if (other !== undefined)
        return compareFolders(shell, solver, { ...said, product, method, with: other, fallback });
      const changes = { changes: set, replacements: replace };
      const result = await accepted(shell, compared(solver, { product, method, ...changes, fallback }));
      if (said.json === true) return shell.print(`${JSON.stringify(result)}\n`);
      await printDifference(shell, result);
    });

async function compareFolders(
  shell: Shell,
  before: LinearSolver,
  said: {
    readonly product: string;
    readonly method: string;
    readonly with: string;
    readonly fallback: Fallback;
    readonly json?: true;
  },
): Promise<void> {
  const system = await accepted(shell, readFolder(resolve(shell.folder, said.with)));
  const after = await accepted(shell, linearSolver(system, said.fallback));
  const result = await accepted(shell, comparedSystems(before, after, said));
  if (said.json === true) return shell.print(`${JSON.stringify(result)}\n`);
  await printDifference(shell, result);
}

/** What differs, and the ten processes with most of it. */
async function printDifference(shell: Shell, { unit, contributions, ...result }: ComparedSystems): Promise<void> {
  noteBounds(shell, bothOf(result));
  const figures = [
    ...(["before", "after", "difference"] as const).map((name) => [name, result[name], ""] as const),
    ...contributions.slice(0, 10).map((one) => [one.id, one.difference, onlyIn(one)] as const),
  ];
  await printFields(
    shell,
    figures.map(([name, amount, only]) => [name, `${amountText(amount)} ${unit}${only}`]),
  );
}

const bothOf = ({ status }: Pick<ScenarioRow, "status">): readonly string[] => [status.before, status.after];

const onlyIn = ({ before, after }: { readonly before: number | null; readonly after: number | null }): string =>
  before === null ? " (only after)" : after === null ? " (only before)" : "";

async function compareScenarios(
  shell: Shell,
  solver: LinearSolver,
  said: {
    readonly product: string;
    readonly method?: string;
    readonly scenarios: string;
    readonly fallback: Fallback;
    readonly json?: true;
  },
): Promise<void> {
  const scenarios = await accepted(shell, scenariosIn(said.scenarios, await readText(shell, said.scenarios)));
  const rows = await accepted(shell, scenarioTable(solver, { ...said, scenarios }));
  if (said.json === true) return shell.print(`${JSON.stringify({ product: said.product, rows })}\n`);
  noteBounds(shell, rows.flatMap(bothOf));
  const figure = (value: number | null, ...of: readonly ScenarioRow["status"]["before"][]): string =>
    value === null ? (of.includes("unknown") ? "unknown" : "no factor") : amountText(value);
  await printTable(
    shell,
    [
      { head: "SCENARIO", of: ({ scenario }) => scenario },
      { head: "METHOD", of: ({ method }) => method },
      { head: "UNIT", of: ({ unit }) => unit },
      { head: "BEFORE", of: ({ before, status }) => figure(before, status.before), isFigure: true },
      { head: "AFTER", of: ({ after, status }) => figure(after, status.after), isFigure: true },
      {
        head: "DIFFERENCE",
        of: ({ difference, status }) => figure(difference, status.before, status.after),
        isFigure: true,
      },
    ],
    rows,
  );
}

/** Reads an option that may stand several times. */
const collected =
  <T>(read: (text: string) => T | undefined, wanted: string) =>
  (text: string, before: readonly T[] | undefined): readonly T[] => {
    const one = read(text);
    if (one === undefined) throw new InvalidArgumentError(wanted);
    return [...(before ?? []), one];
  };
