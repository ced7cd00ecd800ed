import { Command } from "commander";
import { examples } from "./examples.ts";
import { sendFact } from "./send-fact.ts";
import type { Shell } from "./shell.ts";
import { instantsOf } from "./time-argument.ts";

type Register = "closing" | "opening" | "multiplier" | "modulus";

/** One kind of declared fact, and what it takes to say it. */
export interface DeclareKind {
  readonly kind: string;
  readonly description: string;
  /** It is about readings over a stretch of time, not about one moment. */
  readonly isStretch: boolean;
  readonly registers: readonly Register[];
  readonly example: string;
}

interface Options extends Readonly<Partial<Record<Register, string>>> {
  readonly factory: string;
  readonly channel: string;
  readonly at?: string;
  readonly to?: string;
  readonly key?: string;
  readonly why: string;
  readonly who?: string;
  readonly json?: true;
}

const meanings: Readonly<Record<Register, string>> = {
  closing: "what the old register showed last; without it the time since the last reading is missing, not zero",
  opening: "what the register showed first afterwards",
  multiplier: "the new ratio, at most 6 decimals",
  modulus: "the value at which the new register starts again from 0",
};
const needed: readonly string[] = ["replacement opening", "reset opening", "multiplier multiplier"];

/** `celadon declare KIND`: sends one fact, with who says so and why. */
export function declareKind(shell: Shell, { kind, description, isStretch, registers, example }: DeclareKind): Command {
  const isWithdrawal = kind === "withdraw";
  const command = new Command(kind)
    .description(description)
    .requiredOption("--factory <name>", "the factory")
    .requiredOption("--channel <name>", "the channel")
    .requiredOption("--why <text>", "why; figures rest on it")
    .option("--who <name>", "who says so; you, where nothing is said");
  if (isWithdrawal) command.requiredOption("--key <key>", "the declaration to take back");
  else {
    command.requiredOption("--at <time>", isStretch ? "the reading, or the first of them" : "when it happened");
    command.option("--key <key>", "name of this fact; the same name again corrects it");
  }
  if (isStretch) command.option("--to <time>", "the end of the stretch, not in it; without it one reading is meant");
  for (const name of registers) {
    const flags = `--${name} <number>`;
    if (needed.includes(`${kind} ${name}`)) command.requiredOption(flags, meanings[name]);
    else command.option(flags, meanings[name]);
  }
  return command
    .option("--json", "print the answer of the interface")
    .addHelpText("after", examples(`declare ${kind} ${example}`))
    .action(async ({ json, at, to, who = shell.user, ...said }: Options) => {
      await using service = await shell.openService();
      const times = await instantsOf(service, { factory: said.factory, times: { "--at": at, "--to": to } });
      const answer = await sendFact(service, { kind, ...said, who, at: times["--at"], to: times["--to"] });
      if (json === true) return shell.print(`${JSON.stringify(answer)}\n`);
      const done = isWithdrawal ? "Taken back" : `Declared: ${kind}`;
      await shell.print(
        `${done}, ${said.factory}/${said.channel}, key ${answer.id}. The hours it touches are current.\n`,
      );
    });
}
