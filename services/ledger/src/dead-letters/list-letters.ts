import type { KeptLetter } from "@celadon/proto";
import type { Factories, Store } from "@celadon/runtime";
import { keptLetter, type LetterRow, letterRows } from "./letter-row.ts";
import type { LetterState } from "./letter-state.ts";
import { textCell } from "./text-cell.ts";

/** Which dead letters are asked for. Nothing given means everything of `within`. */
export interface LetterScope {
  readonly factory?: string | undefined;
  readonly reason?: string | undefined;
  readonly state?: LetterState | undefined;
  /** Whose letters the one who asks may see: the others do not exist for this query. */
  readonly within: Factories;
  /** Only what comes behind this row of the list. */
  readonly behind?: LetterKey | undefined;
}

/** What the list is ordered by. */
export type LetterKey = Pick<KeptLetter, "firstSeenMs" | "origin" | "contentHash">;

/** Dead letters without their bytes, those seen first in front, read so many at once. */
export async function* listLetters(
  store: Store,
  { factory, reason, state, within, behind }: LetterScope,
  pageRows = 1_000,
): AsyncGenerator<KeptLetter> {
  const wanted = [
    ...(factory === undefined ? [] : ["factory = {factory:String}"]),
    ...(reason === undefined ? [] : ["reason = {reason:String}"]),
    ...(within === "all" ? [] : ["factory IN {within:Array(String)}"]),
  ];
  let last = behind;
  for (;;) {
    const later = "(firstSeenMs, origin, contentHash) > ({afterMs:Int64}, {afterOrigin:String}, {afterHash:String})";
    const where = [...wanted, ...(last === undefined ? [] : [later]), "1"].join(" AND ");
    const rows = await store.rows<LetterRow>({
      text: `SELECT * FROM (${letterRows(where)}) WHERE {state:String} IN ('', state)
        ORDER BY firstSeenMs, origin, contentHash LIMIT ${pageRows}`,
      params: {
        state: state ?? "",
        ...(factory === undefined ? {} : { factory: textCell(factory) }),
        ...(reason === undefined ? {} : { reason: textCell(reason) }),
        ...(within === "all" ? {} : { within: within.map(textCell) }),
        ...(last === undefined
          ? {}
          : {
              afterMs: String(last.firstSeenMs),
              afterOrigin: textCell(last.origin),
              afterHash: textCell(last.contentHash),
            }),
      },
    });
    const letters = rows.map(keptLetter);
    yield* letters;
    last = letters.at(-1);
    if (last === undefined || letters.length < pageRows) return;
  }
}
