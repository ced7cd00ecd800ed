import { refuse } from "./refuse.ts";

/** What a page begins behind: the key of the last row of the page before. */
export type PageKey = readonly (string | number)[];

/** How many rows a page has: what is asked, `usual` where nothing is (0). Refuses more than `most`. */
export function pageSize(asked: number, { usual, most }: { readonly usual: number; readonly most: number }): number {
  if (asked <= most) return asked === 0 ? usual : asked;
  const message = `A page of ${asked} rows is asked for: ask for at most ${most}, and for the next one with its token.`;
  throw refuse({ status: 400, code: "page-too-large", message });
}

/** The first `size` rows, and the token of the page behind them; empty when there is none. Reads one row further. */
export async function pageOf<Row>(
  rows: AsyncIterable<Row> | Iterable<Row>,
  size: number,
  keyOf: (row: Row) => PageKey,
): Promise<{ readonly page: readonly Row[]; readonly nextPageToken: string }> {
  const page: Row[] = [];
  for await (const row of rows) {
    const last = page.at(-1);
    if (page.length === size && last !== undefined) return { page, nextPageToken: tokenOf(keyOf(last)) };
    page.push(row);
  }
  return { page, nextPageToken: "" };
}

const tokenOf = (key: PageKey): string => Buffer.from(JSON.stringify(key)).toString("base64url");

/** The key a token stands for, undefined for an empty one. `kinds` says what the key is made of; any other token is refused. */
export function keyOfToken(token: string, kinds: readonly ("string" | "number")[]): PageKey | undefined {
  if (token === "") return undefined;
  const key = parsed(Buffer.from(token, "base64url").toString("utf8"));
  const fits = Array.isArray(key) && key.length === kinds.length && kinds.every((kind, i) => typeof key[i] === kind); // as tokenOf wrote it
  if (fits) return key;
  const message = `"${token.slice(0, 100)}" is no token of a page of this list: begin again without one.`;
  throw refuse({ status: 400, code: "bad-page-token", message });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
