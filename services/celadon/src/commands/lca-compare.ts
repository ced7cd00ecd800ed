import { resolve } from "node:path";
import { compared, type EntryChange, linearSolver } from "@celadon/inventory-to-footprint";
import { Command, InvalidArgumentError } from "commander";
import { examples } from "../examples.ts";
import { accepted } from "../lca/accepted.ts";
import { type FallbackSaid, fallbackOf, fallbackOption } from "../lca/fallback-option.ts";
import { readFolder } from "../lca/read-folder.ts";
import { printFields } from "../print-fields.ts";
import type { Shell } from "../shell.ts";

interface Said extends FallbackSaid {
  readonly product: string;
  readonly method: string;
  readonly set: readonly EntryChange[];
  readonly json?: true;
}

/** `celadon lca compare`: one unit before and after entries are replaced. */
export const lcaCompare = (shell: Shell): Command =>
  new Command("compare")
    .description(
      "the footprint of a product before and after entries of the system are replaced, and where the difference comes from",
    )
    .argument("<folder>", "the system folder; it is not changed")
    .requiredOption("--product <id>", "the product")
    .requiredOption("--method <id>", "the method")
    .requiredOption(
      "--set <entry>",
      "A:product,process=value, B:flow,process=value or C:method,flow=value, signed; may stand several times",
      entryIn,
    )
    .addOption(fallbackOption())
    .option("--json", "print the comparison with all contributions")
    .addHelpText(
      "after",
      examples('lca compare system --product leather --method gwp100 --set "A:electricity,tanning=-3.1"'),
    )
    .action(async (folder: string, said: Said) => {
      const fallback = fallbackOf(said);
      const system = await accepted(shell, readFolder(resolve(shell.folder, folder)));
      const solver = await accepted(shell, linearSolver(system, fallback));
      const { product, method, set } = said;
      const result = await accepted(shell, compared(solver, { product, method, changes: set, fallback }));
      if (said.json === true) return shell.print(`${JSON.stringify(result)}\n`);
      await printFields(shell, [
        ["before", `${result.before}`],
        ["after", `${result.after}`],
        ["difference", `${result.difference}`],
        ...result.contributions.slice(0, 10).map(({ id, difference }) => [id, `${difference}`] as const),
      ]);
    });

/** `A:product,process=value`; an id may hold a colon, and a comma where the other one holds none. */
function entryIn(text: string, before: readonly EntryChange[] | undefined): readonly EntryChange[] {
  const found = /^([ABC]):(.+),([^,]+)=([^=]+)$/.exec(text);
  const value = Number(found?.[4]);
  if (found === null || !Number.isFinite(value))
    throw new InvalidArgumentError("Write A:product,process=value, such as A:electricity,tanning=-3.1.");
  const [matrix, row, column] = [found[1] as EntryChange["matrix"], found[2] as string, found[3] as string];
  return [...(before ?? []), { matrix, row, column, value }];
}
