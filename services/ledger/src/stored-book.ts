import type { Store } from "@celadon/runtime";
import { type Book, type BookNow, loadBookToAsk } from "./book.ts";
import type { RulesOf } from "./declared.ts";
import { loadDeclared } from "./store-declared.ts";

/**
 * The book as the store has it, for a process that is not alone in writing there. Read again whenever a name, a model or a
 * declared fact has changed, which four small tables tell.
 */
export function storedBook(store: Store, rulesOf: RulesOf): BookNow {
  let kept: { readonly print: string; readonly book: Promise<Book> } | undefined;
  return async () => {
    const print = await fingerprint(store);
    if (kept?.print === print) return kept.book;
    const mine = { print, book: loadBookNow(store, rulesOf) };
    kept = mine;
    // One that could not be read is no book: kept, it would be the answer until somebody declares something.
    mine.book.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return mine.book;
  };
}

const loadBookNow = async (store: Store, rulesOf: RulesOf): Promise<Book> =>
  loadBookToAsk(store, await loadDeclared(store, rulesOf));

async function fingerprint(store: Store): Promise<string> {
  const [row] = await store.rows<Readonly<Record<string, string>>>({
    text: `SELECT
      (SELECT groupBitXor(cityHash64(channelId, version)) FROM channels FINAL) AS channels,
      (SELECT groupBitXor(cityHash64(factory, fromMs, version)) FROM plantModels FINAL) AS models,
      (SELECT groupBitXor(cityHash64(factory, key, version)) FROM declarations FINAL) AS facts,
      (SELECT groupBitXor(cityHash64(factory, key, version)) FROM lots FINAL) AS lots`,
  });
  return JSON.stringify(row);
}
