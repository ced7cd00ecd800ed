import type { Store } from "../store.ts";
import type { Shape } from "./shape.ts";
import { type Stretch, within } from "./stretch.ts";

/**
 * A table cut into stretches of about `limit` stored rows, in the order of its key: partition by partition, so that an insert makes one
 * part and not one a month. A key is never cut apart, and the last stretch of a partition is open behind.
 */
export async function* pagesOf(store: Store, shape: Shape, limit: number): AsyncGenerator<Stretch> {
  const { table, key } = shape;
  const last = `[${key.map(({ name }) => `toString(${name})`).join(", ")}]`;
  const order = key.map(({ name }) => name).join(", ");
  for (const partition of await partitionsOf(store, shape)) {
    let after: readonly string[] | undefined;
    do {
      const { where, params } = within(shape, { partition, after });
      const [row] = await store.rows<{ last: readonly string[] }>({
        text: `SELECT ${last} AS last FROM ${table} WHERE ${where} ORDER BY ${order} LIMIT 1 OFFSET ${limit - 1}`,
        params,
      });
      yield { partition, after, upTo: row?.last };
      after = row?.last;
    } while (after !== undefined);
  }
}

/** The values of a table's partition as text; one that is undefined for a table that has none. */
export async function partitionsOf(
  store: Store,
  { table, partition }: Shape,
): Promise<readonly (string | undefined)[]> {
  if (partition === undefined) return [undefined];
  const rows = await store.rows<{ p: string }>({
    text: `SELECT toString(p) AS p FROM (SELECT DISTINCT ${partition.text} AS p FROM ${table}) ORDER BY p`,
  });
  return rows.map(({ p }) => p);
}
