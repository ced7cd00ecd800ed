import type { KeptLetter, LetterDecision } from "@celadon/proto";
import { refuse, type Store } from "@celadon/runtime";
import type { LetterState } from "./letter-state.ts";
import { textCell } from "./text-cell.ts";

/** What somebody wants done with a letter. */
export interface Wanted {
  readonly origin: string;
  readonly who: string;
  readonly why: string;
}

/** Refuses a decision that does not say by whom and why. */
export function refuseUnsigned({ who, why }: Wanted): void {
  const details = Object.entries({ who, why }).flatMap(([path, text]) =>
    text.trim() === "" ? [{ path, problem: `"${path}" must be given: a decision says by whom and why.` }] : [],
  );
  if (details.length === 0) return;
  const message = details.map(({ problem }) => problem).join(" ");
  throw refuse({ status: 400, code: "bad-decision", message, details });
}

/** Adds a decision about a letter, and gives the letter with it. Resolves when it is durable. */
export async function decide(
  store: Store,
  letter: KeptLetter,
  decision: LetterDecision & { readonly what: Exclude<LetterState, "open"> },
): Promise<KeptLetter> {
  const { what, atMs, who, why } = decision;
  const cells = [textCell(letter.origin), textCell(letter.contentHash), what, atMs, textCell(who), textCell(why)];
  await store.insert(
    "deadLetterDecisions",
    ["origin", "contentHash", "what", "atMs", "who", "why"],
    Buffer.from(`${cells.join("\t")}\n`),
  );
  return { ...letter, state: what, decisions: [...letter.decisions, decision] };
}
