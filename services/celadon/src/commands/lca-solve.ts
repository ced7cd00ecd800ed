import { resolve } from "node:path";
import { demandResult, linearSolver } from "@celadon/inventory-to-footprint/systems";
import { Command, InvalidArgumentError } from "commander";
import { examples } from "../examples.ts";
import { accepted } from "../lca/accepted.ts";
import { amountText } from "../lca/amount-text.ts";
import { type FallbackSaid, fallbackOf, fallbackOption } from "../lca/fallback-option.ts";
import { noteLowerBounds } from "../lca/note-lower-bound.ts";
import { noteOverdrawn } from "../lca/note-overdrawn.ts";
import { readFolder } from "../lca/read-folder.ts";
import { printFields } from "../print-fields.ts";
import type { Shell } from "../shell.ts";

interface Said extends FallbackSaid {
  readonly product: string;
  readonly amount: number;
  readonly method?: string;
  readonly json?: true;
}

/** `celadon lca solve`: what one demand sets in motion. */
export const lcaSolve = (shell: Shell): Command =>
  new Command("solve")
    .description("one demand: how much of every process, every flow, and the impact by each method")
    .argument("<folder>", "the system folder")
    .requiredOption("--product <id>", "what is demanded")
    .requiredOption("--amount <number>", "how much, in the unit of the product", amountIn)
    .option("--method <id>", "one method; all where it is left out")
    .addOption(fallbackOption())
    .option("--json", "print all entries, in index order")
    .addHelpText("after", examples("lca solve system --product leather --amount 100 --json"))
    .action(async (folder: string, said: Said) => {
      const system = await accepted(shell, readFolder(resolve(shell.folder, folder)));
      const solver = await accepted(shell, linearSolver(system, fallbackOf(said)));
      const result = await accepted(shell, demandResult(solver, said));
      noteLowerBounds(shell, solver, [said.product]);
      noteOverdrawn(shell, result.overdrawn);
      if (said.json === true) return shell.print(`${JSON.stringify(result)}\n`);
      if (result.impacts.length === 0)
        shell.note(
          "No impact is known: the system has no method, or nothing to apply one to. --json prints the supply.\n",
        );
      await printFields(
        shell,
        result.impacts.map(({ id, amount, unit }) => [
          id,
          amount === null ? "unknown" : `${amountText(amount)} ${unit}`,
        ]),
      );
    });

/** A demand may be negative: what is not made any more. */
function amountIn(text: string): number {
  const amount = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(amount)) throw new InvalidArgumentError("Write a number, such as 100 or -2.5.");
  return amount;
}
