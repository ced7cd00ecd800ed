import type { LcaAnswer, LcaRefusal } from "@celadon/inventory-to-footprint/systems";
import { failedAndTold } from "../ending.ts";
import type { Shell } from "../shell.ts";

/** A refusal of the engine, or one told like it, with a code of its own. */
type Answer<T> = LcaAnswer<T> | (Omit<LcaRefusal, "code"> & { readonly code: string });

/**
 * The value of an answer. A refusal is printed as one JSON object on standard output, for scripts, its sentence on standard error, and
 * ends the command with exit code 1.
 */
export async function accepted<T>(shell: Shell, answer: Answer<T>): Promise<T> {
  if (answer.kind === "accept") return answer.value;
  const { code, message, ids, total } = answer;
  shell.note(`celadon: ${message}\n`);
  await shell.print(`${JSON.stringify({ error: { code, message, ids, total } })}\n`);
  throw failedAndTold();
}
