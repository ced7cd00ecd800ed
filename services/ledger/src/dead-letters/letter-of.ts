import type { KeptLetter } from "@celadon/proto";
import { type Caller, reaches, refuse, type Store } from "@celadon/runtime";
import { keptLetter, type LetterRow, letterRows } from "./letter-row.ts";
import { textCell } from "./text-cell.ts";

/** A dead letter with its bytes. */
export interface FoundLetter {
  readonly letter: KeptLetter;
  readonly content: Uint8Array;
  /** The version of the contracts that its writer knew; 0: not said. */
  readonly schema: number;
}

/**
 * The dead letter of this origin; of several (a new set of topics counts from the beginning) an open one first, then the latest.
 * Refused where there is none, and in the same words where it is not the caller's.
 */
export async function letterOf(store: Store, origin: string, caller: Caller): Promise<FoundLetter> {
  const { factories } = caller;
  const rows = await store.rows<LetterRow & { readonly content: string }>({
    text: `SELECT * FROM (${letterRows("origin = {origin:String}", ["content"])})
      ORDER BY state = 'open' DESC, firstSeenMs DESC, contentHash`,
    params: { origin: textCell(origin) },
  });
  const row = rows.find((one) => reaches({ factories }, keptLetter(one).factory));
  if (row !== undefined) {
    return { letter: keptLetter(row), content: Buffer.from(row.content, "base64"), schema: row.schema };
  }
  const message = `No dead letter has the origin "${origin.slice(0, 200)}". See: celadon deadletters list.`;
  throw refuse({ status: 404, code: "unknown-dead-letter", message });
}
