import { Lot } from "@celadon/proto";
import type { Store } from "@celadon/runtime";
import { nameCell } from "./shelf-place.ts";

/** The lots of some factories as the ledger keeps them, those taken back among them: what these had has no ground any more. */
export async function storedLots(store: Store, factories: readonly string[]): Promise<readonly Lot[]> {
  const rows = await store.rows<{ content: string }>({
    text: "SELECT content FROM lots FINAL WHERE factory IN {names:Array(String)} ORDER BY factory, key",
    params: { names: factories.map(nameCell) },
  });
  return rows.map(({ content }) => Lot.decode(Buffer.from(content, "base64")));
}
