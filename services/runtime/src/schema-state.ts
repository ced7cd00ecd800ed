import type { Migration } from "./migration.ts";
import { type Store, storeErrorCode } from "./store.ts";

/** How far a store's schema of one service is. */
export interface SchemaState {
  /** In the order of their numbers; empty for a store that was never migrated. */
  readonly missing: readonly Migration[];
  /** The newest step, by number and name, that this program does not know: a newer one has made it. */
  readonly stranger: Pick<Migration, "id" | "name"> | undefined;
}

const unknownTable = 60;

/** Compares what a store has been through with the steps this program knows. Reads only. */
export async function schemaState(
  store: Store,
  service: string,
  migrations: readonly Migration[],
): Promise<SchemaState> {
  const done = await migrated(store, service);
  const known = new Set(migrations.map(({ id }) => id));
  return {
    missing: migrations.filter(({ id }) => !done.some((step) => step.id === id)).sort((a, b) => a.id - b.id),
    stranger: done.findLast(({ id }) => !known.has(id)),
  };
}

async function migrated(store: Store, service: string): Promise<readonly Pick<Migration, "id" | "name">[]> {
  try {
    return await store.rows({
      text: "SELECT DISTINCT id, name FROM migrations WHERE service = {service:String} ORDER BY id",
      params: { service },
    });
  } catch (error) {
    if (storeErrorCode(error) === unknownTable) return [];
    throw error;
  }
}

/** What is said to a program that is older than the store it opens: it would misread it. */
export const olderThanStore = (service: string, { id, name }: Pick<Migration, "id" | "name">): string =>
  `The store is at migration ${id} of ${service} ("${name}"), which this Celadon does not know: it is older than the store. Start a newer Celadon.`;
