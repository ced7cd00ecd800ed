import { type Store, storeErrorCode } from "./store.ts";

/** One step of the schema, forward only. `id` is its number; its statements must bear being run twice (a crash repeats them). */
export interface Migration {
  readonly id: number;
  readonly name: string;
  readonly statements: readonly string[];
}

/**
 * Brings one service's part of the schema up to its last migration and returns those that ran. A store that is newer than this program is
 * refused: an older program would misread it.
 */
export async function migrate(
  store: Store,
  service: string,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  await store.run({
    text: `CREATE TABLE IF NOT EXISTS migrations (service String, id UInt32, name String) ENGINE = MergeTree ORDER BY (service, id)
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  });
  const rows = await store.rows<{ id: number; name: string }>({
    text: "SELECT id, name FROM migrations WHERE service = {service:String} ORDER BY id",
    params: { service },
  });
  const done = new Map(rows.map(({ id, name }) => [id, name]));
  const newest = Math.max(0, ...migrations.map(({ id }) => id));
  const stranger = [...done].find(([id]) => id > newest);
  if (stranger !== undefined) {
    throw new Error(
      `The data folder is at migration ${stranger[0]} of ${service} ("${stranger[1]}"), this program knows ${newest}: start a newer Celadon.`,
    );
  }
  const ran: Migration[] = [];
  for (const migration of [...migrations].sort((a, b) => a.id - b.id)) {
    if (done.has(migration.id)) continue;
    for (const text of migration.statements) await store.run({ text });
    await store.insert(
      "migrations",
      ["service", "id", "name"],
      Buffer.from(`${service}\t${migration.id}\t${migration.name}\n`),
    );
    ran.push(migration);
  }
  return ran;
}

const unknownTable = 60;

/**
 * Whether one service's part of the schema is the one this program knows: for a process that shares a store and changes no table.
 * Throws a sentence with the fix where it is not.
 */
export async function checkSchema(store: Store, service: string, migrations: readonly Migration[]): Promise<void> {
  const rows = await store
    .rows<{ id: number }>({
      text: "SELECT max(id) AS id FROM migrations WHERE service = {service:String}",
      params: { service },
    })
    .catch((error: unknown) => {
      if (storeErrorCode(error) === unknownTable) return [];
      throw error;
    });
  const [{ id: found = 0 } = {}] = rows;
  const newest = Math.max(0, ...migrations.map(({ id }) => id));
  if (found < newest)
    throw new Error(
      `The store has migration ${found} of ${service}, and this program needs ${newest}: run celadon migrate.`,
    );
  if (found > newest)
    throw new Error(
      `The store has migration ${found} of ${service}, and this program knows ${newest}: start a newer Celadon.`,
    );
}
