import type { Store } from "../store.ts";

/** A column as the store has it. */
interface Column {
  readonly name: string;
  readonly type: string;
}

/** What moving a table needs to know of it. */
export interface Shape {
  readonly table: string;
  /** Columns that are written; what the engine computes by itself is not. */
  readonly columns: readonly Column[];
  /** Columns the table is ordered by. */
  readonly key: readonly Column[];
  /** The partition as an expression, with its type; undefined where there is one partition. */
  readonly partition: { readonly text: string; readonly type: string } | undefined;
  /** Rows of one key replace each other; else each stands by itself, and a repeat must not double it. */
  readonly isReplacing: boolean;
  /** The column that marks a row as gone, and the one that says which row is newer; undefined where no row goes. */
  readonly gone: { readonly mark: string; readonly version: string } | undefined;
  readonly rows: number;
  readonly bytes: number;
}

interface TableRow {
  readonly engine: string;
  readonly engineFull: string;
  readonly sortingKey: string;
  readonly partitionKey: string;
  readonly rows: string;
  readonly bytes: string;
}

/** Reads it from the store. Throws a sentence where there is no such table, or it is ordered by more than columns. */
export async function shapeOf(store: Store, table: string): Promise<Shape> {
  const [found] = await store.rows<TableRow>({
    text: `SELECT engine, engine_full AS engineFull, sorting_key AS sortingKey, partition_key AS partitionKey, toString(ifNull(total_rows, 0)) AS rows,
      toString(ifNull(total_bytes_uncompressed, 0)) AS bytes
      FROM system.tables WHERE database = currentDatabase() AND name = {table:String}`,
    params: { table },
  });
  if (found === undefined) throw new Error(noTable(table));
  const columns = await columnsOf(store, table);
  const key = found.sortingKey.split(", ").map((name) => {
    const column = columns.find((one) => one.name === name);
    if (column === undefined) {
      throw new Error(
        `Table "${table}" is ordered by "${name}", which is no written column: it cannot be read in pages.`,
      );
    }
    return { name, type: column.type.replace(/^LowCardinality\((.*)\)$/, "$1") };
  });
  const [, version, mark] = /ReplacingMergeTree\((?:'[^']*', )*(\w+), (\w+)\)/.exec(found.engineFull) ?? [];
  return {
    table,
    columns,
    key,
    partition: await partitionOf(store, table, found.partitionKey),
    isReplacing: found.engine.includes("Replacing"),
    gone: version === undefined || mark === undefined ? undefined : { mark, version },
    rows: Number(found.rows),
    bytes: Number(found.bytes),
  };
}

/** The columns of a table that are written, in their order. Throws a sentence where there is no such table. */
export async function columnsOf(store: Store, table: string): Promise<readonly Column[]> {
  const columns = await store.rows<Column>({
    text: `SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String}
      AND default_kind NOT IN ('MATERIALIZED', 'ALIAS') ORDER BY position`,
    params: { table },
  });
  if (columns.length === 0) throw new Error(noTable(table));
  return columns;
}

const noTable = (table: string): string => `A store has no table "${table}": run celadon migrate on it first.`;

async function partitionOf(store: Store, table: string, text: string): Promise<Shape["partition"]> {
  if (text === "") return undefined;
  const [row] = await store.rows<{ type: string }>({
    text: `SELECT toTypeName(${text}) AS type FROM ${table} LIMIT 1`,
  });
  return row === undefined ? undefined : { text, type: row.type }; // an empty table has no partition
}
