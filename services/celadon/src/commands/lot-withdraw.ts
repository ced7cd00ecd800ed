import { Command } from "commander";
import { examples } from "../examples.ts";
import { sendLots } from "../send-lots.ts";
import type { Shell } from "../shell.ts";
import { lotNamed } from "./lot-show.ts";

interface Options {
  readonly factory: string;
  readonly product?: string;
  readonly why: string;
  readonly who?: string;
  readonly json?: true;
}

/** `celadon lot withdraw LOT`: as if it had never been declared; its footprint loses its ground. */
export const lotWithdraw = (shell: Shell): Command =>
  new Command("withdraw")
    .description("take a lot back, as if it had never been declared")
    .argument("<lot>", "its name or its key")
    .requiredOption("--factory <name>", "the factory")
    .option("--product <name>", "of this product")
    .requiredOption("--why <text>", "why; figures rest on it")
    .option("--who <name>", "who says so; you, where nothing is said")
    .option("--json", "print the answer of the interface")
    .addHelpText("after", examples('lot withdraw L-0731 --factory riverside-tannery --why "declared twice"'))
    .action(async (name: string, { factory, product, why, who = shell.user, json }: Options) => {
      await using service = await shell.openService();
      const { id } = await lotNamed(service, name, { factory, product });
      const answer = await sendLots(service, { factory, who, why }, [{ key: id, withdrawn: true }]);
      await shell.print(
        json === true ? `${JSON.stringify(answer)}\n` : `Taken back: lot ${name}, ${factory}, key ${id}.\n`,
      );
    });
