import type { Migration } from "./migration.ts";
import { type Store, storeErrorCode } from "./store.ts";

/** A step that a store has been through. */
export interface Step extends Pick<Migration, "id" | "name"> {
  readonly isAdditive: boolean;
}

/** How far a store's schema of one service is. */
export interface SchemaState {
  /** In the order of their numbers; empty for a store that was never migrated. */
  readonly missing: readonly Migration[];
  /** The steps that this program does not know, in their order: a newer one has made them. */
  readonly strangers: readonly Step[];
}

const unknownTable = 60;
const unknownColumn = 47;

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
    strangers: done.filter(({ id }) => !known.has(id)),
  };
}

async function migrated(store: Store, service: string): Promise<readonly Step[]> {
  try {
    const rows = await store.rows<{ id: number; name: string; additive: number }>({
      text: "SELECT id, any(name) AS name, max(additive) AS additive FROM migrations WHERE service = {service:String} GROUP BY id ORDER BY id",
      params: { service },
    });
    return rows.map(({ id, name, additive }) => ({ id, name, isAdditive: additive === 1 }));
  } catch (error) {
    if (storeErrorCode(error) === unknownTable) return [];
    if (storeErrorCode(error) !== unknownColumn) throw error;
    throw new Error("The store was last migrated by an older Celadon: run celadon migrate, then start again.", {
      cause: error,
    });
  }
}

/** What is said to a program that is older than the store it opens: it would misread it. */
export const olderThanStore = (service: string, { id, name }: Step): string =>
  `The store is at migration ${id} of ${service} ("${name}"), which this Celadon does not know: it is older than the store. Start a newer Celadon.`;
