import { mkdirSync } from "node:fs";
import { Readable } from "node:stream";
import { createClient } from "@clickhouse/client";
import { createChdbConnection } from "chdb/connection";
import { engineSettings } from "./engine-settings.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { parsedRows } from "./parsed-rows.ts";
import type { Query, Store } from "./store.ts";

/** A store that can be closed for a moment, to copy its folder. */
export interface EmbeddedStore extends Store {
  /** Closes the engine, runs the task, opens the engine again; queries wait meanwhile. */
  whileClosed<T>(task: () => Promise<T>): Promise<T>;
}

/**
 * ClickHouse inside this process, on a folder that this process alone may own (see lock-file.ts). The engine works off the
 * event loop and answers one query at a time, so callers queue here in the order they came.
 */
export async function openEmbeddedStore(folder: string): Promise<EmbeddedStore> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let client = await connect(folder);
  const queue = oneAtATime();
  return {
    run: ({ text, params }) =>
      queue(async () => {
        await client.command({ query: text, query_params: { ...params } });
      }),
    insert: (table, columns, tsv) =>
      queue(async () => {
        if (tsv.length === 0) return;
        const values = Readable.from([Buffer.from(tsv.buffer, tsv.byteOffset, tsv.byteLength)], { objectMode: false });
        await client.insert({ table, columns: columns as [string, ...string[]], values, format: "TabSeparated" });
      }),
    rows: <Row>({ text, params }: Query) =>
      queue(async () => {
        const result = await client.query({ query: text, query_params: { ...params }, format: "JSONEachRow" });
        return parsedRows<Row>(await result.text());
      }),
    whileClosed: (task) =>
      queue(async () => {
        await client.close();
        try {
          return await task();
        } finally {
          client = await connect(folder);
        }
      }),
    [Symbol.asyncDispose]: () => queue(() => client.close()),
  };
}

/** Settings are said once: the engine keeps them for the connection, and to repeat all with each statement takes a millisecond. */
async function connect(folder: string) {
  const client = createClient({
    // @ts-expect-error The engine's package is typed without exactOptionalPropertyTypes; else the two types are the same.
    connection: createChdbConnection({ path: folder }),
  });
  await client.command({
    query: `SET ${Object.entries(settings)
      .map(([name, value]) => `${name} = ${value}`)
      .join(", ")}`,
  });
  return client;
}

const settings = { ...engineSettings, max_execution_time: 600 };
