import { Command } from "commander";
import { wrongUsage } from "../ending.ts";
import { examples } from "../examples.ts";
import { sendLots } from "../send-lots.ts";
import type { Shell } from "../shell.ts";
import { instantsOf } from "../time-argument.ts";

interface Options {
  readonly factory: string;
  readonly product: string;
  readonly from: string;
  readonly to: string;
  readonly quantity: string;
  readonly unit?: string;
  readonly attribute?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly why: string;
  readonly who?: string;
  readonly json?: true;
}

function attribute(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const at = text.indexOf("=");
  if (at < 1) throw wrongUsage(`--attribute ${text} is none: write NAME=VALUE, such as article=upper.`);
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** `celadon lot declare`: one lot; declared again under its name it is corrected. */
export const lotDeclare = (shell: Shell): Command =>
  new Command("declare")
    .description("declare a lot, or correct it: its name or key again, with what is right")
    .argument("<name>", "its name, as on the label")
    .requiredOption("--factory <name>", "the factory")
    .requiredOption("--product <name>", "a product of the plant file")
    .requiredOption("--from <time>", "when it began, to the millisecond if need be")
    .requiredOption("--to <time>", "when it stopped")
    .requiredOption("--quantity <number>", "how much of it there is")
    .option("--unit <unit>", "what the quantity is counted in; the product's declared unit where nothing is said")
    .option("--attribute <name=value>", "what else the label says; may be given several times", attribute)
    .option("--key <key>", "another identity than its name: the same key again corrects it")
    .requiredOption("--why <text>", "where this is known from; figures rest on it")
    .option("--who <name>", "who says so; you, where nothing is said")
    .option("--json", "print the answer of the interface")
    .addHelpText(
      "after",
      examples(
        'lot declare L-0731 --factory riverside-tannery --product leather --from 2026-07-31T06:00 --to 2026-07-31T13:42:10 --quantity 1840.5 --why "finishing sheet 88"',
      ),
    )
    .action(async (name: string, { json, factory, why, who = shell.user, from, to, attribute, ...lot }: Options) => {
      await using service = await shell.openService();
      const times = await instantsOf(service, { factory, times: { "--from": from, "--to": to } });
      const one = { name, ...lot, from: times["--from"], to: times["--to"], attributes: attribute ?? {} };
      const answer = await sendLots(service, { factory, who, why }, [one]);
      if (json === true) return shell.print(`${JSON.stringify(answer)}\n`);
      const done = answer.stored === 0 ? "Stands already" : "Declared";
      await shell.print(
        `${done}: lot ${name} of ${lot.product}, ${factory}, key ${answer.lots[0]?.id}. Its footprint follows: celadon lot show ${name} --factory ${factory}\n`,
      );
    });
