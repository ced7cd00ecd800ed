import { type Command, CommanderError } from "commander";
import { asCalled } from "./as-called.ts";
import { endingOf, isReaderGone } from "./ending.ts";
import type { Shell } from "./shell.ts";

/** Runs one command line and answers its exit code: 0 done, 1 refused or failed, 2 wrong usage. Never throws. */
export async function run(args: readonly string[], shell: Shell): Promise<number> {
  const root = await programFor(args, shell);
  try {
    // Somebody who types the name alone wants to know where they stand.
    const words = args.every((word) => word === "--json") ? ["status", ...args] : args;
    await root.parseAsync(words, { from: "user" });
    return 0;
  } catch (error) {
    if (isReaderGone(error)) return 0;
    // Commander has said it already; whatever is not help or the version is wrong usage.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const ending = endingOf(error);
    if (ending?.hasBeenTold !== true) {
      shell.note(asCalled(`celadon: ${sentenceOf(error)}\n`, root, shell));
      if (ending?.exitCode === 1 && args[0] === "lca") await toldToScripts(shell, sentenceOf(error));
    }
    if (error instanceof Error && wantsStack(shell)) shell.note(`${error.stack}\n`);
    return ending === undefined ? 1 : ending.exitCode;
  }
}

/** Every refusal of `celadon lca` is a JSON object on standard output too; those of files and services, which no engine tells, as well. */
async function toldToScripts(shell: Shell, message: string): Promise<void> {
  try {
    await shell.print(`${JSON.stringify({ error: { code: "failed", message, ids: [], total: 0 } })}\n`);
  } catch (error) {
    if (!isReaderGone(error)) throw error;
  }
}

async function programFor([first]: readonly string[], shell: Shell): Promise<Command> {
  if (first === "lca") return (await import("./lca-program.ts")).lcaProgram(shell);
  const { program } = await import("./program.ts");
  // `hj212 decode --version 2017` is an option of that command. Elsewhere those of the root may stand behind the command.
  return first === "hj212" ? program(shell).enablePositionalOptions() : program(shell);
}

/** A plain Error is thrown with a sentence; any other kind is a bug of ours, which only its stack explains. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (endingOf(error) !== undefined || (error.constructor === Error && !("code" in error))) return error.message;
  return `Something in Celadon broke: ${error.message}. Run it again with CELADON_LOG=debug and report what it prints.`;
}

function wantsStack(shell: Shell): boolean {
  try {
    return shell.config().logLevel === "debug";
  } catch {
    return false; // The settings are what is wrong, and that has been said.
  }
}
