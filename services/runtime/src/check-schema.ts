import type { Migration } from "./migration.ts";
import { olderThanStore, schemaState } from "./schema-state.ts";
import type { Store } from "./store.ts";

/**
 * Sees that a store has the schema this program was written for, and runs no DDL: on a server only `celadon migrate` does. Throws a
 * sentence when the store is behind, or ahead because a newer Celadon has migrated it.
 */
export async function checkSchema(store: Store, service: string, migrations: readonly Migration[]): Promise<void> {
  const { missing, stranger } = await schemaState(store, service, migrations);
  if (stranger !== undefined) throw new Error(olderThanStore(service, stranger));
  const [next] = missing;
  if (next === undefined) return;
  throw new Error(
    `The store lacks migration ${next.id} of ${service} ("${next.name}"): run celadon migrate, then start again.`,
  );
}
