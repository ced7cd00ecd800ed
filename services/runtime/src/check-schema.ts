import type { Migration } from "./migration.ts";
import { olderThanStore, type Step, schemaState } from "./schema-state.ts";
import type { Store } from "./store.ts";

/**
 * Sees that a store has the schema this program was written for, and runs no DDL: on a server only `celadon migrate` does. Returns
 * the steps that a newer Celadon has made and that leave alone what this one knows: both may work, until all are the newer. Throws a
 * sentence when the store is behind, or ahead by a step that an older program would misread.
 */
export async function checkSchema(
  store: Store,
  service: string,
  migrations: readonly Migration[],
): Promise<readonly Step[]> {
  const { missing, strangers } = await schemaState(store, service, migrations);
  const misread = strangers.findLast(({ isAdditive }) => !isAdditive);
  if (misread !== undefined) throw new Error(olderThanStore(service, misread));
  const [next] = missing;
  if (next === undefined) return strangers;
  throw new Error(
    `The store lacks migration ${next.id} of ${service} ("${next.name}"): run celadon migrate, then start again.`,
  );
}
