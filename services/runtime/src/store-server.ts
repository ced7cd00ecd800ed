import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { engineSettings } from "./engine-settings.ts";
import { inlined } from "./inlined.ts";
import { parsedRows } from "./parsed-rows.ts";
import { answerFault, openingFault, tooOld } from "./server-faults.ts";
import type { Query, Store } from "./store.ts";

/** Where a ClickHouse server is, and how it is spoken to. */
export interface ServerSettings {
  /** `http://host:8123` or `https://host:8443`. User, password and database may stand in it too. */
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  /** The certificate authority that signed the server's certificate, when it is none that the system trusts. */
  readonly caFile?: string;
  /** A statement that takes longer fails with ETIMEDOUT, and the server is told to give it up as well. */
  readonly requestTimeoutMs?: number;
  /** Statements on the wire at once; more wait for their turn. */
  readonly connections?: number;
  readonly keepAlive?: boolean;
  /** gzip for what is sent and what is answered: for a server that is far away. */
  readonly compress?: boolean;
  /** Tables are replicated (see `Cluster`): a write is acknowledged by most replicas, and a read sees every such write. */
  readonly isReplicated?: boolean;
}

/**
 * ClickHouse as a server, over HTTP. Runs no DDL of its own. Throws a sentence when nobody answers, the user or the database is not
 * known, or the server is too old; the error keeps its `code`, so that `waitReason` tells what may be tried again.
 */
export async function openServerStore(settings: ServerSettings): Promise<Store> {
  const { requestTimeoutMs = 120_000, connections = 10, keepAlive = true, compress = false } = settings;
  const target = targetOf(settings);
  const client = createClient({
    url: target.origin,
    username: target.user,
    password: target.password,
    database: target.database,
    application: "celadon",
    max_open_connections: connections,
    request_timeout: requestTimeoutMs + 5_000, // ours comes first, and is known by its code
    keep_alive: { enabled: keepAlive },
    compression: { request: compress, response: compress },
    log: { level: ClickHouseLogLevel.OFF }, // whatever it would say is thrown
    clickhouse_settings: {
      ...engineSettings,
      max_execution_time: Math.ceil(requestTimeoutMs / 1_000),
      wait_end_of_query: 1, // an answer is whole or an error, never cut off in the middle
      cancel_http_readonly_queries_on_client_close: 1,
      insert_deduplicate: 0, // a repeat is a repeat: keys make it harmless, and a log keeps both
      ...(settings.isReplicated === true ? replicated : {}),
    },
    ...(settings.caFile === undefined ? {} : { tls: { ca_cert: authorityIn(settings.caFile) } }),
  });

  /** Runs one call against its deadline; what was thrown comes out with a code. */
  const call = async <T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), requestTimeoutMs);
    try {
      return await task(deadline.signal);
    } catch (error) {
      throw answerFault(error, {
        target: target.origin,
        timedOutMs: deadline.signal.aborted ? requestTimeoutMs : undefined,
      });
    } finally {
      clearTimeout(timer);
    }
  };

  const store: Store = {
    run: (query) =>
      call(async (abort_signal) => {
        const { text, params } = inlined(query);
        await client.command({ query: text, query_params: { ...params }, abort_signal });
      }),
    insert: async (table, columns, tsv) => {
      if (tsv.length === 0) return;
      await call(async (abort_signal) => {
        const values = Readable.from([Buffer.from(tsv.buffer, tsv.byteOffset, tsv.byteLength)], { objectMode: false });
        await client.insert({
          table,
          columns: columns as [string, ...string[]],
          values,
          format: "TabSeparated",
          abort_signal,
        });
      });
    },
    rows: <Row>(query: Query) =>
      call(async (abort_signal) => {
        const { text, params } = inlined(query);
        const answer = await client.query({
          query: text,
          query_params: { ...params },
          format: "JSONEachRow",
          abort_signal,
        });
        return parsedRows<Row>(await answer.text());
      }),
    [Symbol.asyncDispose]: () => client.close(),
  };

  try {
    const [answer] = await store.rows<{ version: string }>({ text: "SELECT version() AS version" });
    const refusal = tooOld(answer?.version ?? "unknown", target.origin);
    if (refusal !== undefined) throw new Error(refusal);
  } catch (error) {
    await client.close();
    throw openingFault(error, target);
  }
  return store;
}

function authorityIn(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Error(`The store's certificate authority, ${file}, cannot be read: name a PEM file that is there.`, {
      cause,
    });
  }
}

/** A write is there when most replicas have it, and a read waits for what it has been promised. */
const replicated = {
  insert_quorum: "auto",
  insert_quorum_parallel: 0,
  select_sequential_consistency: "1",
  distributed_foreground_insert: 1,
  distributed_product_mode: "global",
} as const;

/** Who is spoken to, as whom. */
export interface ServerTarget {
  readonly origin: string;
  readonly host: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

function targetOf({ url, user, password, database }: ServerSettings): ServerTarget {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new Error(
      `The store's address "${url}" is none of HTTP: write http://host:8123, or https://host:8443 with TLS.`,
    );
  }
  const path = decodeURIComponent(parsed.pathname.slice(1));
  return {
    origin: parsed.origin,
    host: parsed.hostname,
    user: user ?? (parsed.username === "" ? "default" : decodeURIComponent(parsed.username)),
    password: password ?? decodeURIComponent(parsed.password),
    database: database ?? (path === "" ? "default" : path),
  };
}
