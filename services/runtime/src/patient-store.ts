import type { Patience } from "./patience.ts";
import type { Query, Store } from "./store.ts";

/** A store for work that nobody may drop. Every statement it is given must bear being run twice. */
export const patientStore = (store: Store, { insist }: Patience): Store => ({
  run: (query) => insist(() => store.run(query)),
  insert: (table, columns, tsv) => insist(() => store.insert(table, columns, tsv)),
  rows: <Row>(query: Query) => insist(() => store.rows<Row>(query)),
  [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
});
