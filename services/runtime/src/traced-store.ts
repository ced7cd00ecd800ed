import { spanned } from "./spanned.ts";
import type { Query, Store } from "./store.ts";
import type { Tracing } from "./tracing.ts";

const textMax = 1_000;

/**
 * A store whose statements are spans, where something that is traced runs them. The statement's text is told, which holds no
 * values; its arguments are not.
 */
export function tracedStore(store: Store, tracing: Tracing): Store {
  const traced = <T>(name: string, about: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> =>
    tracing.current() === undefined
      ? work()
      : spanned(tracing, name, { kind: "client", attributes: { "db.system.name": "clickhouse", ...about } }, work);
  const textOf = ({ text }: Query) => ({ "db.query.text": text.slice(0, textMax) });
  return {
    run: (query) => traced("store run", textOf(query), () => store.run(query)),
    rows: <Row>(query: Query) => traced("store rows", textOf(query), () => store.rows<Row>(query)),
    insert: (table, columns, tsv) =>
      traced(`store insert ${table}`, { "db.collection.name": table }, () => store.insert(table, columns, tsv)),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}
