import type { Store } from "../store.ts";
import type { Shape } from "./shape.ts";
import { lineOf, standingRows } from "./standing-rows.ts";
import type { Stretch } from "./stretch.ts";

/** The rows of a stretch that hold, byte for byte as TabSeparated; base64 on the way, since they need not be text. */
export async function tsvOf(store: Store, shape: Shape, stretch: Stretch): Promise<Buffer> {
  const { text, params } = standingRows(shape, stretch);
  const rows = await store.rows<{ tsv: string }>({
    text: `SELECT base64Encode(arrayStringConcat(groupArray(${lineOf(shape)}))) AS tsv FROM (${text})`,
    params,
  });
  return Buffer.concat(rows.map(({ tsv }) => Buffer.from(tsv, "base64")));
}

/** Its lines, one a row: a line break within a row is escaped. Latin-1, so that every byte is a letter of its own. */
export const linesOf = (tsv: Buffer): readonly string[] => tsv.toString("latin1").match(/[^\n]*\n/g) ?? [];
