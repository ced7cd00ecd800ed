import { clusterStatements } from "./cluster-statements.ts";
import type { Migration } from "./migration.ts";
import { olderThanStore, schemaState } from "./schema-state.ts";
import type { Store } from "./store.ts";

/** How tables are made: as written, on one engine; or replicated, and the large ones sharded, on every node of a cluster. */
export type SchemaVariant = { readonly kind: "single" } | { readonly kind: "cluster"; readonly cluster: string };

const registry = [
  `CREATE TABLE IF NOT EXISTS migrations (service String, id UInt32, name String) ENGINE = MergeTree ORDER BY (service, id)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  "ALTER TABLE migrations ADD COLUMN IF NOT EXISTS additive UInt8",
];

/**
 * Brings one service's part of the schema up to its last migration and returns those that ran. A store that is newer than this program is
 * refused: an older program would misread it.
 */
export async function migrate(
  store: Store,
  service: string,
  migrations: readonly Migration[],
  variant: SchemaVariant = { kind: "single" },
): Promise<readonly Migration[]> {
  const all = [...registry, ...migrations.flatMap(({ statements }) => statements)];
  const run = async (statements: readonly string[]): Promise<void> => {
    const texts = variant.kind === "single" ? statements : clusterStatements(statements, all, variant.cluster);
    for (const text of texts) await store.run({ text });
  };
  await run(registry);
  const { missing, strangers } = await schemaState(store, service, migrations);
  const stranger = strangers.at(-1);
  if (stranger !== undefined) throw new Error(olderThanStore(service, stranger));
  for (const { id, name, statements, isAdditive = false } of missing) {
    await run(statements);
    const row = Buffer.from(`${service}\t${id}\t${name}\t${isAdditive ? 1 : 0}\n`);
    await store.insert("migrations", ["service", "id", "name", "additive"], row);
  }
  return missing;
}
