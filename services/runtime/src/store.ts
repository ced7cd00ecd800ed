/** A statement and its arguments. Values never stand in the text: ClickHouse binds `{name:Type}` itself. */
export interface Query {
  readonly text: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** ClickHouse, embedded or a server: the same SQL runs on both. Errors are thrown as the client made them, with a `code`. */
export interface Store extends AsyncDisposable {
  /** Runs a statement that returns nothing. Resolves when done and, for an INSERT, durable. */
  run(query: Query): Promise<void>;
  /** Inserts rows that are already TabSeparated text. Resolves when durable. */
  insert(table: string, columns: readonly string[], tsv: Uint8Array): Promise<void>;
  /** Every row of a SELECT, as objects. Decimals and 64-bit integers come as text. */
  rows<Row>(query: Query): Promise<Row[]>;
}

/** ClickHouse's number of an error thrown by a Store, or undefined when the engine did not throw it. */
export const storeErrorCode = (error: unknown): number | undefined => {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  const code = Number(error.code);
  return Number.isInteger(code) ? code : undefined;
};
